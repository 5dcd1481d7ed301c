package dealpayouts.kommo;

import java.util.Map;
import java.util.Set;

/**
 * News of a transfer that a person should read.
 *
 * @param name its sentence in {@code routes/notes.camel.yaml}, such as {@code bouncedBack}
 * @param facts values for the sentence
 */
public record Notice(String name, Map<String, String> facts) {

    /** All names that occur; each needs a sentence. */
    public static final Set<String> NAMES = Set.of(
            "sent",
            "waitingForContractor",
            "bouncedBack",
            "refunded",
            "partlyRefunded",
            "refundUnclear",
            "chargedBack",
            "cancelled",
            "unknownState",
            "payoutFailure",
            "payoutRetried",
            "activeCases",
            "changedTooLate");
}
