package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Wise has found out about a recipient's account and name (Wise reference §6). A name that does not match is a sign of
 * fraud, so only a person accepts it.
 */
final class Confirmations {

    private static final int LONGEST = 300;

    private Confirmations() {}

    /**
     * What a person has to accept before the recipient can be paid, in Wise's words.
     *
     * @param confirmations of a recipient, or a list of them; nothing is wanted where there are none
     * @return empty when nothing is to be accepted, or it was
     */
    static String doubts(JsonNode confirmations) {
        List<String> doubts = new ArrayList<>();
        if (confirmations.isArray()) {
            confirmations.forEach(each -> add(doubts, each));
        } else {
            add(doubts, confirmations);
        }
        return PlainText.of(String.join("; ", doubts), LONGEST);
    }

    private static void add(List<String> doubts, JsonNode confirmation) {
        if (confirmation.path("acceptedOutcomes").asBoolean()) {
            return;
        }
        for (JsonNode outcome : confirmation.path("outcomes")) {
            if (outcome.path("requiresCustomerAcceptance").asBoolean()) {
                doubts.add(doubt(outcome));
            }
        }
    }

    private static String doubt(JsonNode outcome) {
        StringBuilder doubt =
                new StringBuilder(words(outcome, "type")).append(" says ").append(words(outcome, "outcome"));
        String message = PlainText.clause(outcome.path("message").asText(""));
        if (!message.isEmpty()) {
            doubt.append(", ").append(message);
        }
        String provided = PlainText.fact(outcome.path("providedName").asText(""));
        String resolved = PlainText.fact(outcome.path("resolvedName").asText(""));
        if (!resolved.isEmpty()) {
            doubt.append(" (found '")
                    .append(resolved)
                    .append("' for '")
                    .append(provided)
                    .append("')");
        }
        return doubt.toString();
    }

    private static String words(JsonNode outcome, String field) {
        String word = PlainText.fact(outcome.path(field).asText("nothing"));
        return word.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
