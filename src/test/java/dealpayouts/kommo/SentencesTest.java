package dealpayouts.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of {@code routes/notes.camel.yaml}. */
class SentencesTest {

    private static final Pattern FACT = Pattern.compile("\\$\\{variable\\.facts\\[(\\w+)]}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.(\\w+)");
    private static final Pattern REASON =
            Pattern.compile("(?:/\\*\\*(.*?)\\*/\\s*)?\\b([A-Z_]{4,})\\(WaitingFor", Pattern.DOTALL);
    private static final Pattern DOCUMENTED = Pattern.compile("Facts: ([^.]*)\\.");

    private final Map<String, String> texts = texts();

    @Test
    void thereIsOneForEveryReasonAndForNothingElse() {
        Set<String> keys =
                Arrays.stream(StopReason.values()).map(StopReason::key).collect(Collectors.toCollection(TreeSet::new));
        keys.add("funded");
        keys.addAll(
                Set.of("delayed", "stuck", "waitsForBatch", "batchPaid", "batchDelayed", "batchStuck", "batchOver"));
        keys.addAll(Notice.NAMES);

        assertThat(texts.keySet()).isEqualTo(keys);
    }

    @Test
    void eachUsesOnlyFactsThatItsReasonOffers() {
        Map<String, Set<String>> offered = documentedFacts();
        Notice.NAMES.forEach(name ->
                offered.put(name, Set.of("state", "refund", "refundUnread", "refundCurrency", "cases", "changes")));

        assertThat(texts)
                .allSatisfy((key, text) -> assertThat(factsIn(text)).isSubsetOf(offered.getOrDefault(key, Set.of())));
    }

    @Test
    void eachUsesOnlyVariablesThatAPayoutHas() {
        Set<String> ofPayout = Set.of("payout", "facts", "problem", "reason");
        Set<String> ofBatch = Set.of("batch", "payout", "facts", "problem");

        assertThat(texts).allSatisfy((key, text) -> assertThat(
                        VARIABLE.matcher(text).results().map(match -> match.group(1)))
                .isSubsetOf(key.startsWith("batch") ? ofBatch : ofPayout));
    }

    @Test
    void eachBeginsSoThatItsSenderIsKnown() {
        assertThat(texts.values()).allSatisfy(text -> assertThat(text).startsWith("Wise: "));
    }

    @Test
    void aSentenceIsFilledWithTheFacts() {
        assertThat(evaluate(texts, "contractor's card was declined"))
                .isEqualTo("Wise: this payout is refused. contractor's card was declined");
    }

    @ParameterizedTest
    @CsvSource({
        "'declined.. ', declined.",
        "declined?., declined?",
        "wait..., wait...",
        "it has a..b within, it has a..b within",
        "'No. Such. Luck..', No. Such. Luck."
    })
    void aSentenceEndsWithOneStop(String problem, String end) {
        assertThat(evaluate(texts, problem)).isEqualTo("Wise: this payout is refused. " + end);
    }

    @Test
    void aFactThatLooksLikeAnExpressionIsOnlyQuoted() {
        assertThat(evaluate(texts, "${sysenv.PATH} {{wise.api-key}}"))
                .isEqualTo("Wise: this payout is refused. ${sysenv.PATH} {{wise.api-key}}");
    }

    @Test
    void aSentenceTooLongForANoteIsCut() {
        assertThat(evaluate(texts, "x".repeat(5_000))).hasSize(1_000).endsWith("…");
    }

    @Test
    void aMissingSentenceIsNamedAtTheStart() {
        Map<String, String> incomplete = new TreeMap<>(texts);
        incomplete.remove("topUp");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> compiled(incomplete))
                .withMessage("notes.camel.yaml has no sentence for topUp");
    }

    private static String evaluate(Map<String, String> texts, String problem) {
        Stop stop = new Stop(StopReason.QUOTE_REFUSED, Map.of("problem", problem));
        Sentences sentences = compiled(texts);
        Exchange exchange = new DefaultExchange(sentences.getCamelContext());
        exchange.setVariable("facts", stop.getFacts());
        return sentences.ofStop(stop, exchange);
    }

    private static Sentences compiled(Map<String, String> texts) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();
        Sentences sentences = new Sentences();
        sentences.setCamelContext(context);
        sentences.getTexts().putAll(texts);
        sentences.compile();
        return sentences;
    }

    private static Set<String> factsIn(String text) {
        return FACT.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    /** What the enum's own comments promise. */
    private static Map<String, Set<String>> documentedFacts() {
        Map<String, Set<String>> facts = new TreeMap<>();
        REASON.matcher(read("src/main/java/dealpayouts/ledger/StopReason.java"))
                .results()
                .forEach(match -> facts.put(StopReason.valueOf(match.group(2)).key(), factsOf(match)));
        return facts;
    }

    private static Set<String> factsOf(MatchResult reason) {
        String comment = reason.group(1) == null ? "" : reason.group(1);
        return DOCUMENTED
                .matcher(comment)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(", ")))
                .map(fact -> fact.split(" ")[0].strip())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (JsonNode item : new YAMLMapper().readTree(read("routes/notes.camel.yaml"))) {
                item.path("beans")
                        .path(0)
                        .path("properties")
                        .path("texts")
                        .properties()
                        .forEach(
                                text -> texts.put(text.getKey(), text.getValue().asText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
