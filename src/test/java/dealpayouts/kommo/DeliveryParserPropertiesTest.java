package dealpayouts.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeliveryParserPropertiesTest {

    private static final Account ACCOUNT = new Account(32000001L, "northlight");

    private final DeliveryParser parser = new DeliveryParser();

    /** Deals by action and index; ids differ, so none is the same as another. */
    @Provide
    Arbitrary<Map<String, Map<Integer, DealSighting>>> deals() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(1, 999_999_999_999_999_999L);
        Arbitrary<DealSighting> deal = Combinators.combine(
                        numbers, numbers.injectNull(0.2), numbers.injectNull(0.2), numbers.injectNull(0.5))
                .as((id, pipeline, status, time) -> new DealSighting(id, "", pipeline, status, time, Map.of()));
        Arbitrary<Integer> indexes = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Arbitraries.maps(
                        Arbitraries.of("status", "add", "update"),
                        Arbitraries.maps(indexes, deal).ofMaxSize(4))
                .map(DeliveryParserPropertiesTest::withActionsAndDistinctIds);
    }

    @Property(tries = 300)
    void anyOrderAndEncodingOfAFormGivesTheSameDeals(
            @ForAll("deals") Map<String, Map<Integer, DealSighting>> deals, @ForAll Random random) {
        assertThat(parser.parse(null, form(deals, random).getBytes(UTF_8)))
                .isEqualTo(new WebhookPayload(ACCOUNT, expected(deals), List.of()));
    }

    @Property(tries = 200)
    void jsonGivesTheSameDealsAsTheForm(@ForAll("deals") Map<String, Map<Integer, DealSighting>> deals)
            throws JsonProcessingException {
        byte[] json = new ObjectMapper().writeValueAsBytes(tree(deals));
        assertThat(parser.parse("application/json", json))
                .isEqualTo(new WebhookPayload(ACCOUNT, expected(deals), List.of()));
    }

    @Property(tries = 2000)
    void arbitraryBytesAreReadOrUnusable(@ForAll byte[] body, @ForAll String contentType) {
        assertReadOrUnusable(contentType, body);
    }

    @Property(tries = 2000)
    void nearlyRightBodiesAreReadOrUnusable(@ForAll("nearlyRight") String body) {
        assertReadOrUnusable(null, body.getBytes(UTF_8));
    }

    @Property(tries = 500)
    void damagedDeliveriesAreReadOrUnusable(
            @ForAll("deals") Map<String, Map<Integer, DealSighting>> deals,
            @ForAll Random random,
            @ForAll boolean asJson)
            throws JsonProcessingException {
        byte[] body = asJson
                ? new ObjectMapper().writeValueAsBytes(tree(deals))
                : form(deals, random).getBytes(UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        assertReadOrUnusable(null, body);
    }

    @Provide
    Arbitrary<String> nearlyRight() {
        return Arbitraries.of(
                        "leads",
                        "account",
                        "status",
                        "add",
                        "[",
                        "]",
                        "[0]",
                        "[id]",
                        "=",
                        "&",
                        "%5B",
                        "%",
                        "+",
                        "1",
                        "x",
                        "{",
                        "}",
                        "\"",
                        "\"leads\":",
                        "\"status\":",
                        "\"id\":",
                        "[{",
                        "}]",
                        ",",
                        "null",
                        "é",
                        " ")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private void assertReadOrUnusable(String contentType, byte[] body) {
        try {
            assertThat(parser.parse(contentType, body).deals()).allMatch(deal -> deal.dealId() > 0);
        } catch (UnusableDeliveryException unusable) {
            assertThat(unusable.getMessage()).startsWith("The delivery").endsWith(".");
        }
    }

    private static Map<String, Map<Integer, DealSighting>> withActionsAndDistinctIds(
            Map<String, Map<Integer, DealSighting>> deals) {
        var ids = new ArrayList<Long>();
        var result = new TreeMap<String, Map<Integer, DealSighting>>();
        deals.forEach((action, items) -> items.forEach((index, deal) -> {
            if (!ids.contains(deal.dealId())) {
                ids.add(deal.dealId());
                result.computeIfAbsent(action, first -> new TreeMap<>())
                        .put(
                                index,
                                new DealSighting(
                                        deal.dealId(),
                                        action,
                                        deal.pipelineId(),
                                        deal.statusId(),
                                        deal.lastModified(),
                                        Map.of()));
            }
        }));
        return result;
    }

    private static List<DealSighting> expected(Map<String, Map<Integer, DealSighting>> deals) {
        return List.of("status", "add", "update").stream()
                .flatMap(action -> deals.getOrDefault(action, Map.of()).values().stream())
                .toList();
    }

    private static String form(Map<String, Map<Integer, DealSighting>> deals, Random random) {
        var pairs = new ArrayList<String>();
        pairs.add(encode("account[id]", random) + "=32000001");
        pairs.add(encode("account[subdomain]", random) + "=" + encode("northlight", random));
        deals.forEach((action, items) -> items.forEach((index, deal) -> {
            String place = "leads[" + action + "][" + index + "]";
            fields(deal)
                    .forEach((name, value) -> pairs.add(
                            encode(place + "[" + name + "]", random) + "=" + encode(value.toString(), random)));
            pairs.add(encode(place + "[name]", random) + "=" + encode("Größe & 100% = ✓", random));
            pairs.add(encode(place + "[custom_fields][0][values][0]", random) + "=1729717200");
            pairs.add(encode(place + "[custom_fields][1][values][value]", random) + "=1");
        }));
        Collections.shuffle(pairs, random);
        return String.join("&", pairs);
    }

    private static String encode(String text, Random random) {
        if (random.nextBoolean()) {
            return URLEncoder.encode(text, UTF_8);
        }
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean raw = random.nextBoolean() && (Character.isLetterOrDigit(b) || b == '[' || b == ']' || b == '_');
            String hex = random.nextBoolean() ? "%%%02x" : "%%%02X";
            encoded.append(raw ? String.valueOf((char) b) : String.format(hex, b));
        }
        return encoded.toString();
    }

    private static Map<String, Object> tree(Map<String, Map<Integer, DealSighting>> deals) {
        var leads = new LinkedHashMap<String, Object>();
        deals.forEach((action, items) -> leads.put(
                action,
                items.values().stream()
                        .map(DeliveryParserPropertiesTest::fields)
                        .toList()));
        return Map.of("leads", leads, "account", Map.of("id", ACCOUNT.id(), "subdomain", ACCOUNT.subdomain()));
    }

    private static Map<String, Object> fields(DealSighting deal) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", deal.dealId());
        fields.put("pipeline_id", deal.pipelineId());
        fields.put("status_id", deal.statusId());
        fields.put("last_modified", deal.lastModified());
        fields.values().removeIf(value -> value == null);
        return fields;
    }
}
