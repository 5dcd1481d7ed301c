package dealpayouts.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code failures}: the one place that turns a failure into a sentence for people, for notes, journal and log. What it
 * does not know is told with a reference only, under which the log has the detail. It remembers what is wrong in the
 * routes that are in charge.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    /** How long one entry of the log stands for what fails again in the same way. */
    private static final Duration ENTRY = Duration.ofHours(1);
    /** What has not failed for so long, although all work is repeated more often, is mended. */
    private static final Duration MENDED = Duration.ofMinutes(30);

    private static final int MOST = 200;
    private static final int REFERENCE_BYTES = 4;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Supplier<String> version;
    private final Map<String, Instant> entries = bounded();
    private final Map<String, Mistake> mistakes = bounded();

    /**
     * Something that is wrong in a route.
     *
     * @param what the sentence about it, with its place
     * @param routes the version of the routes in which it is
     */
    record Mistake(String what, String routes, Instant last, long times) {}

    /** @param version of the routes in charge; null when none are */
    public Failures(Clock clock, Supplier<String> version) {
        this.clock = clock;
        this.version = version;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /**
     * A failure as people are told of it.
     *
     * @param sentence a part of a sentence, without a final stop
     * @param passing whether it is known to pass by itself; else a person may have to mend something
     */
    record Told(String sentence, boolean passing) {}

    /** What failed, as a part of a sentence without a final stop; nothing of it is meant for machines. */
    public String sentence(@ExchangeException Throwable failure) {
        return tell(failure).sentence();
    }

    Told tell(Throwable failure) {
        Failure.Words words = Failure.words(failure);
        return switch (words.kind()) {
            case KNOWN -> new Told(words.text(), Failure.passesByItself(failure));
            case REFUSED -> new Told(words.text(), false);
            case ROUTE, INTERNAL -> new Told(withReference(words, failure), false);
        };
    }

    private String withReference(Failure.Words words, Throwable failure) {
        String reference = reference(failure);
        String sentence = words.text() + " (see the log of " + SECOND.format(logged(reference, failure))
                + ", reference " + reference + ")";
        if (words.kind() == Failure.Kind.ROUTE) {
            remember(words.text(), sentence);
        }
        return sentence;
    }

    /** The detail is in the log once in a while, however often it fails. @return when it was logged */
    private synchronized Instant logged(String reference, Throwable failure) {
        Instant now = clock.instant();
        Instant at = entries.get(reference);
        if (at == null || at.plus(ENTRY).isBefore(now)) {
            at = now;
            entries.put(reference, at);
            String place = FailedStep.of(failure).map(step -> " at " + step).orElse("");
            LOG.error("Reference {}{}: what failed, without data", reference, place, Redacted.of(failure));
        }
        return at;
    }

    private synchronized void remember(String place, String sentence) {
        Mistake before = mistakes.get(place);
        String routes = version.get();
        boolean isSame = before != null && before.routes().equals(String.valueOf(routes));
        mistakes.put(
                place, new Mistake(sentence, String.valueOf(routes), clock.instant(), isSame ? before.times() + 1 : 1));
    }

    /** What is wrong in the routes that are in charge and has failed lately. */
    synchronized List<Mistake> mistakes() {
        Instant since = clock.instant().minus(MENDED);
        String routes = String.valueOf(version.get());
        mistakes.values()
                .removeIf(mistake ->
                        mistake.last().isBefore(since) || !mistake.routes().equals(routes));
        return new ArrayList<>(mistakes.values());
    }

    /** How many such mistakes there are, for the metrics. */
    public int count() {
        return mistakes().size();
    }

    /** The same for what fails in the same way at the same place, so that it can be found by it. */
    private static String reference(Throwable failure) {
        StringBuilder detail = new StringBuilder(FailedStep.of(failure).orElse(""));
        for (Throwable t = failure; t != null; t = t.getCause()) {
            detail.append('\n').append(t.getClass().getName());
            Optional.of(t.getStackTrace())
                    .filter(trace -> trace.length > 0)
                    .ifPresent(trace -> detail.append(trace[0].getClassName()).append(trace[0].getMethodName()));
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(detail.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, REFERENCE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
