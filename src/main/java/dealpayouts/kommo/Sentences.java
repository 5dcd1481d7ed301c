package dealpayouts.kommo;

import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.RouteMistakeException;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Variable;
import org.apache.camel.spi.Language;

/**
 * Bean {@code sentences}: the sentences of {@code routes/notes.camel.yaml}. Each is written in Camel's simple language
 * and sees the variables of the payout.
 */
public final class Sentences implements CamelContextAware {

    /** A note's longest text is not documented; this much is safe (Kommo reference §7.2). */
    private static final int LONGEST = 1000;
    /** As the ledger keeps it. */
    private static final int LONGEST_NAME = 60;
    /** Where the end of a fact meets the end of a sentence; three points are meant as they stand. */
    private static final Pattern TWO_STOPS = Pattern.compile("(?<![.])([.!?…])\\.(?=\\s|$)");
    /** Sentences that are neither for a stop nor for news of a transfer. */
    private static final Set<String> OTHERS = Set.of(
            "funded", "delayed", "stuck", "waitsForBatch", "batchPaid", "batchDelayed", "batchStuck", "batchOver");

    private CamelContext camelContext;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Map<String, Expression> sentences = new ConcurrentHashMap<>();

    /**
     * The sentence for a stop.
     *
     * @param stop what happened
     */
    public String ofStop(@Variable("stop") Stop stop, Exchange exchange) {
        return text(stop.getSentence(), exchange);
    }

    /**
     * Holds the payout for a reason of the integration engineer's own.
     *
     * @param refusal the name of its sentence in the file, at most 60 characters; null or blank: {@code heldByRoute}
     * @param facts what the sentence shows as <code>${variable.facts[name]}</code>; null when it shows nothing
     * @throws Stop always, which parks the payout until a later look does not come here
     * @throws RouteMistakeException when the file has no such sentence, or it is one of the product's own
     */
    public void refuse(@Variable("refusal") String refusal, @Variable("refusalFacts") Map<String, ?> facts) {
        Map<String, Object> shown = new HashMap<>(facts == null ? Map.of() : facts);
        if (refusal == null || refusal.isBlank()) {
            throw Stop.byRoute(null, shown);
        }
        if (!texts.containsKey(refusal) || ownNames().contains(refusal) || refusal.length() > LONGEST_NAME) {
            throw new RouteMistakeException(
                    "direct:refuse needs the name of a sentence that you have added to notes.camel.yaml, of at most "
                            + LONGEST_NAME + " characters, and not '" + refusal + "'");
        }
        throw Stop.byRoute(refusal, shown);
    }

    /** The sentences that the product itself says. */
    private static Set<String> ownNames() {
        TreeSet<String> names = new TreeSet<>(Notice.NAMES);
        names.addAll(OTHERS);
        Arrays.stream(StopReason.values()).map(StopReason::key).forEach(names::add);
        return names;
    }

    /** The sentence for news of a transfer. */
    public String ofNotice(@Variable("notice") Notice notice, Exchange exchange) {
        return text(notice.name(), exchange);
    }

    /** Wise's reason for a failed payout in plain words; a reason without words is shown as Wise writes it. */
    public String failure(@Variable("facts") Map<String, String> facts) {
        String code = facts.getOrDefault("code", "REASON_NOT_SPECIFIED");
        return failures.getOrDefault(code, code.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** What the deal's field "Wise status" shows; a state without words is shown as Wise writes it. */
    public String status(@Variable("feedback") Feedback feedback) {
        return statuses.getOrDefault(feedback.content(), feedback.content());
    }

    /**
     * The sentence for a payout that is late.
     *
     * @param passing whether the cause passes by itself
     */
    public String ofDelay(@Variable("passing") boolean passing, Exchange exchange) {
        return text(passing ? "delayed" : "stuck", exchange);
    }

    /** As {@link #ofDelay}, for a batch. */
    public String ofBatchDelay(@Variable("passing") boolean passing, Exchange exchange) {
        return text(passing ? "batchDelayed" : "batchStuck", exchange);
    }

    /**
     * A sentence with the values of now.
     *
     * @param name one of the names in the file
     * @throws RouteMistakeException when the file has no such sentence, or it names what is not there
     */
    public String text(String name, Exchange exchange) {
        Expression sentence = sentences.get(name);
        if (sentence == null) {
            throw new RouteMistakeException("notes.camel.yaml has no sentence '" + name + "'");
        }
        String text;
        try {
            text = sentence.evaluate(exchange, String.class).strip();
        } catch (RuntimeException e) {
            throw new RouteMistakeException(
                    "the sentence '" + name + "' of notes.camel.yaml names what is not there", e);
        }
        text = TWO_STOPS.matcher(text).replaceAll("$1");
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    /** The sentences by name, filled from the file. */
    public Map<String, String> getTexts() {
        return texts;
    }

    /** Words for Wise's states of a transfer, filled from the file. */
    public Map<String, String> getStatuses() {
        return statuses;
    }

    /** Words for Wise's reasons of a failed payout, filled from the file. */
    public Map<String, String> getFailures() {
        return failures;
    }

    /** @throws IllegalArgumentException when a sentence is missing or malformed */
    public void compile() {
        Set<String> missing = ownNames();
        missing.removeAll(texts.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("notes.camel.yaml has no sentence for " + String.join(", ", missing));
        }
        Language simple = camelContext.resolveLanguage("simple");
        texts.forEach((name, text) -> sentences.put(name, simple.createExpression(text)));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
