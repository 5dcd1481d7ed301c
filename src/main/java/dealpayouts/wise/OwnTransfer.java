package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.IdempotencyKey;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A transfer in Wise's list that looks like one of ours, whoever made it.
 *
 * @param id the transfer's id
 * @param key its {@code customerTransactionId} in small letters; empty when it has none
 * @param dealId the deal that its reference names
 * @param state Wise's state of the transfer
 * @param amount what the recipient receives, for people
 */
public record OwnTransfer(long id, String key, long dealId, String state, String amount) {

    private static final int MOST_CYCLES = 9;
    private static final int LONGEST_KEY = 100;
    private static final Pattern LAST_NUMBER = Pattern.compile("(?<![0-9])0*([1-9][0-9]{0,17})[^0-9]*$");
    private static final Pattern OUR_REFERENCE = Pattern.compile("(?i)DEAL[- ]?[0-9]{1,18}");

    /**
     * Recognises it by the key that a payout of the deal would have, or else by the reference that our route writes.
     *
     * @param account the Kommo account whose deals we pay
     * @param transfer an element of Wise's list (Wise reference §8)
     */
    public static Optional<OwnTransfer> recognise(String account, JsonNode transfer) {
        String reference = PlainText.fact(transfer.path("reference")
                .asText(transfer.path("details").path("reference").asText("")));
        Matcher number = LAST_NUMBER.matcher(reference);
        if (!number.find()) {
            return Optional.empty();
        }
        long dealId = Long.parseLong(number.group(1));
        String key = PlainText.of(transfer.path("customerTransactionId").asText(""), LONGEST_KEY)
                .toLowerCase(Locale.ROOT);
        boolean ours = OUR_REFERENCE.matcher(reference).matches()
                || IntStream.rangeClosed(1, MOST_CYCLES).anyMatch(cycle -> IdempotencyKey.of(account, dealId, cycle)
                        .toString()
                        .equals(key));
        return ours
                ? Optional.of(new OwnTransfer(
                        transfer.path("id").asLong(),
                        key,
                        dealId,
                        TransferState.of(transfer.path("status").asText()).name(),
                        amount(transfer)))
                : Optional.empty();
    }

    private static String amount(JsonNode transfer) {
        return PlainText.fact(Json.number(transfer.path("targetValue"))
                        .map(BigDecimal::toPlainString)
                        .orElse("?") + " " + transfer.path("targetCurrency").asText());
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "transfer " + id;
    }
}
