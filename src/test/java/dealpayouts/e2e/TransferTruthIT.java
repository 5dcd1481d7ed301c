package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dealpayouts.standin.Delivery;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wise's own record of a transfer decides, in whatever order, however often and however late its events come. */
class TransferTruthIT extends WithTransfers {

    private static final String STATE_CHANGE = "transfers#state-change";
    private static final List<String> HAPPY_PATH =
            List.of("incoming_payment_waiting", "processing", "funds_converted", "outgoing_payment_sent");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void everyOrderOfTheEventsEachSentTwiceEndsTheSame(World world) {
        start(world, withStages(Map.of()));
        subscribe(world, STATE_CHANGE);
        wise().webhooks().holdDeliveries(true);
        List<List<String>> orders = permutations(HAPPY_PATH);
        List<Paid> deals = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Paid paid = payNewContractor();
            wise().advance(paid.transfer(), "funds_converted");
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            deals.add(paid);
        }

        Map<String, Integer> held = held();
        assertThat(held).hasSize(orders.size() * HAPPY_PATH.size());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            for (String state : orders.get(i)) {
                int index = held.get(deals.get(i).transfer() + state);
                order.addAll(List.of(index, index));
            }
        }
        wise().webhooks()
                .releaseDeliveries(order.stream().mapToInt(Integer::intValue).toArray());

        awaiting()
                .untilAsserted(() -> assertThat(wise().webhooks().deliveries()).hasSize(order.size()));
        awaitSettled();
        assertThat(wise().webhooks().deliveries()).extracting(Delivery::status).containsOnly(200);
        assertThat(deals).allSatisfy(paid -> {
            assertThat(kommo().notes(paid.deal())).hasSize(2);
            assertThat(kommo().notes(paid.deal()).get(0)).contains("Status: funded");
            assertThat(kommo().notes(paid.deal()).get(1)).contains("was sent");
            assertThat(status(paid)).isEqualTo("sent");
            assertThat(kommo().stageOf(paid.deal())).isEqualTo(KommoStandIn.STAGE_PAID);
        });
    }

    private Map<String, Integer> held() {
        Map<String, Integer> index = new HashMap<>();
        List<Delivery> held = wise().webhooks().heldDeliveries();
        for (int i = 0; i < held.size(); i++) {
            JsonNode data = data(held.get(i));
            String state = data.path("current_state")
                    .asText(data.path("resource").path("current_state").asText());
            index.put(data.path("resource").path("id").asText() + state, i);
        }
        return index;
    }

    private static JsonNode data(Delivery delivery) {
        try {
            return JSON.readTree(delivery.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : items) {
            List<String> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<String> tail : permutations(rest)) {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }

    @Nested
    class OfOneDeal {

        private Paid paid;

        private void begin(Map<String, String> settings) {
            start(World.PLATFORM_ON_SQLITE, settings);
            subscribe(World.PLATFORM_ON_SQLITE, STATE_CHANGE);
            paid = payNewContractor();
        }

        @Test
        void anOldEventAfterANewerStateChangesNothing() {
            begin(Map.of());
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            awaitStatus(paid, "sent");

            send(stateChange("funds_converted", Instant.now().minus(Duration.ofHours(1))));

            awaitSettled();
            assertThat(status(paid)).isEqualTo("sent");
            assertThat(kommo().notes(paid.deal())).hasSize(2);
        }

        @Test
        void theStatusFollowsWhenWiseGoesBackwards() {
            begin(Map.of());
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            awaitStatus(paid, "sent");

            wise().advance(paid.transfer(), "processing");

            awaitStatus(paid, "processing");
        }

        @Test
        void goingBackwardsIsNoNewsForAPerson() {
            begin(Map.of());
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            awaitStatus(paid, "sent");

            wise().advance(paid.transfer(), "processing");

            awaitStatus(paid, "processing");
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2);
        }

        @Test
        void aStateThatIsNotKnownIsKeptAndShown() {
            begin(Map.of());

            wise().advance(paid.transfer(), "gone_fishing");

            awaitNote(paid, "'gone_fishing'");
            awaitStatus(paid, "gone_fishing");
        }

        @Test
        void anEventWaitsUntilWiseCanBeRead() {
            begin(Map.of());
            wise().fault("GET", "/v1/transfers/\\d+", Fault.status(503, "text/plain", "later"), 4);

            wise().advance(paid.transfer(), "outgoing_payment_sent");

            awaitStatus(paid, "sent");
            assertThat(readsOf(paid.transfer())).hasSizeGreaterThan(4);
        }

        @Test
        void anEventThatComesWhileWiseIsReadIsNotTakenForReadToo() {
            begin(Map.of("payout.threads", "1"));
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            awaitStatus(paid, "sent");
            awaitSettled();
            int before = readsOf(paid.transfer()).size();
            wise().fault("GET", "/v1/transfers/\\d+", Fault.delay(Duration.ofMillis(1500)), 1);

            wise().advance(paid.transfer(), "processing");
            awaiting().until(() -> readsOf(paid.transfer()).size() > before);
            wise().advance(paid.transfer(), "bounced_back");

            awaitStatus(paid, "bounced, check details");
        }

        @Test
        void aLostFundingAnswerIsFoundOutByAnEvent() {
            start(
                    World.PLATFORM_ON_SQLITE,
                    Map.of("payout.retry-first-ms", "600000", "payout.retry-longest-ms", "600000"));
            subscribe(World.PLATFORM_ON_SQLITE, STATE_CHANGE);
            wise().webhooks().holdDeliveries(true);
            wise().fault("POST", ".*/payments", Fault.cutAfter(), 1);
            long contact = kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null));
            long deal = product.payDeal("850.50", "EUR", contact);
            awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("journal", "step"))
                    .contains("retry"));

            wise().webhooks().releaseDeliveries(1);

            awaiting().untilAsserted(() -> assertThat(kommo().notes(deal))
                    .anyMatch(note -> note.contains("Status: funded")));
            assertThat(wise().transfers()).singleElement().satisfies(t -> {
                assertThat(t.funded()).isTrue();
                assertThat(t.fundingAttempts()).isEqualTo(1);
            });
        }

        private SignedEvent stateChange(String state, Instant at) {
            return wise().webhooks()
                    .sign(wise().webhooks()
                            .stateChange(WiseStandIn.PROFILE_ID, paid.transfer(), state, "processing", at));
        }
    }
}
