package dealpayouts.wise;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads answers with which Wise refuses a call, in all their shapes (Wise reference §3). */
public final class WiseProblems {

    private static final int LONGEST = 300;

    private WiseProblems() {}

    /**
     * Reads one answer; never throws, whatever the body is.
     *
     * @param status the HTTP status
     * @param contentType the answer's {@code Content-Type}, may be {@code null}; only for {@code text/plain} is a body
     *     that is no code taken for Wise's words
     * @param body the answer's body, may be {@code null}
     */
    public static WiseProblem read(int status, String contentType, String body) {
        List<WiseProblem.Detail> details = WiseBody.read(body, contentType).details();
        return new WiseProblem(status, details, PlainText.of(sentence(status, details), LONGEST));
    }

    /** What the complaints say, one after the other, without a final stop; empty when they say nothing. */
    static String words(List<WiseProblem.Detail> details) {
        return details.stream()
                .map(WiseProblems::words)
                .filter(words -> !words.isEmpty())
                .distinct()
                .limit(5)
                .collect(Collectors.joining("; "));
    }

    private static String words(WiseProblem.Detail detail) {
        if (detail.message() != null) {
            String message = detail.message().replaceFirst("[.\\s]+$", "");
            boolean named = detail.path() == null || message.contains(detail.path());
            return named ? message : message + " (field " + detail.path() + ")";
        }
        if (detail.code() == null) {
            return "";
        }
        return detail.path() == null ? detail.code() : detail.code() + " (field " + detail.path() + ")";
    }

    private static String sentence(int status, List<WiseProblem.Detail> details) {
        String words = words(details);
        // The account's own setting (Wise reference §3): the text alone reads as if a colleague could approve it.
        if (words.toLowerCase(Locale.ROOT).contains("missing approval")) {
            return "Wise Business asks for payment approvals, which do not work with an API token: an administrator"
                    + " must switch them off for this token's transfers.";
        }
        if (status == 401) {
            return "Wise does not accept the API token: it is wrong, expired or revoked, or this server's IP address is"
                    + " not on its list.";
        }
        String lead = lead(status, !details.isEmpty());
        return words.isEmpty() ? lead + "." : lead + ": " + words + ".";
    }

    private static String lead(int status, boolean understood) {
        if (status >= 500 || status == 408) {
            return "Wise had a problem of its own and it is not known whether the call took effect";
        }
        return switch (status) {
            case 403 -> "Wise does not allow this call with the configured token and profile";
            case 404 -> "Wise does not know what was asked for, or it belongs to another profile";
            case 409 -> "Wise refused the call because of the present state";
            case 429 -> "Wise takes no more calls for the moment";
            default ->
                understood
                        ? "Wise refused the call"
                        : "Wise sent an answer that cannot be understood (HTTP status " + status + ")";
        };
    }
}
