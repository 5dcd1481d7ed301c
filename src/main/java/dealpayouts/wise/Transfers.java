package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;

/** Bean {@code transfers}: what a transfer request must hold, and what Wise's answers about transfers mean. */
public final class Transfers {

    /** Transfers on a page of Wise's list, as the path in application.properties asks for. */
    private static final int PAGE = 100;

    private static final int CONFLICT = 409;

    private static final Set<String> FUNDED_STATES = Set.of(
            "incoming_payment_initiated",
            "processing",
            "funds_converted",
            "outgoing_payment_sent",
            "bounced_back",
            "funds_refunded",
            "charged_back");

    /** Asks what Wise requires of this transfer (Wise reference §7). */
    public String requirementsRequest(@Variable("quote") Quote quote, @Variable("reference") String reference) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("targetAccount", quote.recipientId());
        body.put("quoteUuid", quote.id());
        body.put("details", Map.of("reference", TransferReference.fit(reference, null, null)));
        return Json.write(body);
    }

    /**
     * The exact transfer request, with the reference fitted to what Wise allows for this currency.
     *
     * @param reference the text wanted, such as {@code DEAL-48213}
     * @param answer the transfer requirements
     * @throws Stop when Wise requires details that nobody has given
     */
    public String request(
            @Variable("payout") Payout payout,
            @Variable("quote") Quote quote,
            @Variable("reference") String reference,
            @Variable("transferRequirements") String answer) {
        String fitted = TransferReference.fit(reference, null, null);
        List<String> missing = new ArrayList<>();
        for (JsonNode type : Json.list(answer)) {
            for (JsonNode field : type.path("fields")) {
                for (JsonNode item : field.path("group")) {
                    if ("reference".equals(item.path("key").asText())) {
                        fitted = TransferReference.fit(
                                reference,
                                item.path("maxLength").isInt()
                                        ? item.path("maxLength").intValue()
                                        : null,
                                item.path("validationRegexp").textValue());
                    } else if (item.path("required").asBoolean()) {
                        missing.add(field.path("name").asText(item.path("key").asText()));
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new Stop(
                    StopReason.REQUIREMENT_MISSING, Map.of("details", PlainWords.fact(String.join(", ", missing))));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("targetAccount", quote.recipientId());
        body.put("quoteUuid", quote.id());
        body.put("customerTransactionId", payout.customerTransactionId().toString());
        body.put("details", fitted.isEmpty() ? Map.of() : Map.of("reference", fitted));
        return Json.write(body);
    }

    /**
     * Reads the answer to the stored transfer request and compares it with what was asked: an older transfer may come
     * back for a repeated key (Wise reference §10, step 6).
     *
     * @param code its HTTP status: a success, or a definite refusal (400, 409, 422)
     */
    public TransferAnswer read(
            @Variable("payout") Payout payout,
            @Variable("transferAnswer") String answer,
            @Variable("header:transferAnswer.CamelHttpResponseCode") int code) {
        if (code >= 400) {
            return TransferAnswer.refused(WiseProblems.read(code, null, answer).sentence());
        }
        JsonNode transfer = Json.read(answer);
        // The same key comes back with each transfer that was ever made for it; without it, the answer is about another
        // thing.
        if (!isOf(payout, transfer)) {
            throw new UnreadableAnswerException("the answer does not name the transfer that was asked for");
        }
        return compared(payout, transfer);
    }

    private static boolean isOf(Payout payout, JsonNode transfer) {
        return payout.customerTransactionId()
                .toString()
                .equalsIgnoreCase(transfer.path("customerTransactionId").asText());
    }

    /**
     * Whether the transfer is cancelled now, or cannot be any more.
     *
     * @param answer Wise's answer to the cancellation
     * @param code its HTTP status; 409 when the transfer is too far on its way
     * @throws UnreadableAnswerException when the answer does not say so: the transfer is to be cancelled again
     */
    public boolean isCancelled(
            @Variable("payout") Payout payout,
            @Variable("cancelAnswer") String answer,
            @Variable("header:cancelAnswer.CamelHttpResponseCode") int code) {
        if (code == CONFLICT) {
            return false;
        }
        String state = Json.entity(answer, payout.transferId()).path("status").asText();
        if (!"cancelled".equals(state)) {
            throw new UnreadableAnswerException("the answer does not say that the transfer is cancelled");
        }
        return true;
    }

    /**
     * Looks for the payout's own transfer in a list (Wise reference §8: there is no filter by our key).
     *
     * @param answer Wise's list of transfers
     * @return null when it is not there
     */
    public TransferAnswer find(@Variable("payout") Payout payout, @Variable("transfersAnswer") String answer) {
        for (JsonNode transfer : Json.list(answer)) {
            if (isOf(payout, transfer)) {
                return compared(payout, transfer);
            }
        }
        return null;
    }

    /**
     * Where the list goes on when the payout's transfer was not on this page.
     *
     * @param offset of this page; a multiple of its size, as Wise demands (Wise reference §8)
     * @return null when the search is over
     */
    public Integer nextOffset(
            @Variable("found") TransferAnswer found,
            @Variable("transfersAnswer") String answer,
            @Variable("offset") int offset) {
        return found == null && Json.list(answer).size() == PAGE ? offset + PAGE : null;
    }

    /**
     * What Wise's records prove about the funding of a transfer (Wise reference §10, step 7).
     *
     * @param transfer Wise's transfer
     * @param payments Wise's list of completed payments of that transfer
     */
    public FundingEvidence evidence(
            @Variable("payout") Payout payout,
            @Variable("transferAnswer") String transfer,
            @Variable("paymentsAnswer") String payments) {
        String state = Json.entity(transfer, payout.transferId()).path("status").asText();
        if (!Json.list(payments).isEmpty() || FUNDED_STATES.contains(state)) {
            return new FundingEvidence(FundingEvidence.Kind.FUNDED, state);
        }
        return new FundingEvidence(
                "cancelled".equals(state) ? FundingEvidence.Kind.CANCELLED : FundingEvidence.Kind.NONE, state);
    }

    private static TransferAnswer compared(Payout payout, JsonNode transfer) {
        long id = transfer.path("id").asLong();
        if (id == 0) {
            throw new UnreadableAnswerException("the transfer has no id");
        }
        JsonNode asked = Json.read(payout.transferBody());
        List<String> differences = new ArrayList<>();
        for (String field : List.of("quoteUuid", "targetAccount", "customerTransactionId")) {
            compare(
                    differences,
                    field,
                    asked.path(field).asText(),
                    transfer.path(field).asText());
        }
        compare(
                differences,
                "targetCurrency",
                payout.amount().currency().getCurrencyCode(),
                transfer.path("targetCurrency").asText());
        BigDecimal value = Json.number(transfer.path("targetValue"))
                .orElseThrow(() -> new UnreadableAnswerException("the transfer has no number in targetValue"));
        if (value.compareTo(payout.amount().amount()) != 0) {
            differences.add("targetValue " + value.toPlainString() + " instead of "
                    + payout.amount().amount().toPlainString());
        }
        return new TransferAnswer(
                id,
                transfer.path("status").asText(),
                differences.isEmpty() ? null : String.join(", ", differences),
                null,
                payout.customerTransactionId()
                        .toString()
                        .equalsIgnoreCase(transfer.path("customerTransactionId").asText()));
    }

    private static void compare(List<String> differences, String field, String asked, String got) {
        if (!asked.equalsIgnoreCase(got)) {
            differences.add(field + " " + PlainWords.fact(got) + " instead of " + asked);
        }
    }
}
