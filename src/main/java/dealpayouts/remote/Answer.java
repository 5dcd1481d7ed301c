package dealpayouts.remote;

import java.util.Locale;

/**
 * What a remote answered, as far as it matters to the gate.
 *
 * @param contentType null when there is none
 * @param retryAfter the header of that name; null when there is none
 * @param body its text; empty when there is none
 */
record Answer(int status, String contentType, String retryAfter, String body) {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;

    /** Whether the remote itself is out of order; a refusal, whatever it is about, shows that it works. */
    boolean isFailure() {
        return isFailure(status);
    }

    static boolean isFailure(int status) {
        return status >= SERVER_ERROR || status == REQUEST_TIMEOUT;
    }

    /** Whether the remote's application speaks, and not a proxy before it. */
    boolean isProblem() {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/problem+json");
    }
}
