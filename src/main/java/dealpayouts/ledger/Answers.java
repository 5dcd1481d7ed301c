package dealpayouts.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Wise has answered to the calls on which money depends, as the gate saw it. Routes hand answers on to what decides; an
 * answer that a route has made up, or has kept from another call or an earlier attempt, is not among these.
 */
public final class Answers {

    /** More than are answered between the call and the look at its answer, however many payouts there are. */
    private static final int MOST = 20_000;

    private static final int FIRST_FAILURE = 300;

    /** What is answered. */
    public enum Kind {
        /** A price. */
        QUOTE,
        /** A transfer that was asked for, or read. */
        TRANSFER,
        /** A page of transfers. */
        TRANSFER_LIST,
        /** A transfer that was to be cancelled. */
        CANCELLATION,
        /** The payment of a transfer; the subject is the transfer's id. */
        FUNDING,
        /** The payments of a transfer; the subject is the transfer's id. */
        PAYMENTS,
        /** A batch group. */
        GROUP,
        /** The payment of a batch; the subject is the group's id or, where there is none, the profile's. */
        BATCH_FUNDING;

        private boolean hasSubject() {
            return this == FUNDING || this == PAYMENTS || this == BATCH_FUNDING;
        }
    }

    private record Seen(int status, long number) {}

    private final Map<String, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };

    private long count;

    /**
     * Remembers an answer.
     *
     * @param subject of which the call was, as its path says
     * @param status the HTTP status
     * @param body as it came
     */
    public void saw(Kind kind, String subject, int status, byte[] body) {
        String key = key(kind, subject, new String(body, StandardCharsets.UTF_8));
        synchronized (seen) {
            seen.remove(key);
            seen.put(key, new Seen(status, ++count));
        }
    }

    /** The number of the latest answer. */
    long latest() {
        synchronized (seen) {
            return count;
        }
    }

    /**
     * Whether that was answered.
     *
     * @param status the HTTP status; 0: any success
     * @param after the number of an answer; only later ones count
     */
    boolean has(Kind kind, String subject, int status, String body, long after) {
        Seen answer;
        synchronized (seen) {
            answer = seen.get(key(kind, subject, body));
        }
        return answer != null
                && answer.number() > after
                && (status == 0 ? answer.status() < FIRST_FAILURE : answer.status() == status);
    }

    private static String key(Kind kind, String subject, String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
            return kind + " " + (kind.hasSubject() ? subject : "") + " "
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
