package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Answers;
import dealpayouts.ledger.Genuine;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.ledger.TransferDetails;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.Quote;
import dealpayouts.provider.TransferAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code transfers}: what a transfer request must hold, and what Wise's answers about transfers mean. */
public final class Transfers {
    private final Genuine genuine;

    public Transfers(Genuine genuine) {
        this.genuine = genuine;
    }

    /** Transfers on a page of Wise's list, as the path in application.properties asks for. */
    private static final int PAGE = 100;

    private static final int CONFLICT = 409;

    /** What a note has room for. */
    private static final int LONGEST_WISHES = 600;

    /** Asks what Wise requires of this transfer (Wise reference §7). */
    public String requirementsRequest(@Variable("quote") Quote quote, @Variable("reference") String reference) {
        return requirementsRequest(quote, reference, Map.of());
    }

    /**
     * Asks again with what is given so far, because Wise may want more once it knows that.
     *
     * @param details what was given for the transfer
     * @param asked the request before
     * @param answer the transfer requirements
     * @return null when Wise has nothing more to ask
     */
    public String requirementsAgain(
            @Variable("quote") Quote quote,
            @Variable("reference") String reference,
            @Variable("transferDetails") TransferDetails details,
            @Variable("requirementsRequest") String asked,
            @Variable("transferRequirements") String answer) {
        JsonNode known = Json.read(asked).path("details");
        List<TransferRequirement> requirements = TransferRequirement.all(Json.list(answer));
        Map<String, String> accepted = accepted(requirements, details);
        boolean mayWantMore = requirements.stream()
                .anyMatch(requirement -> requirement.refreshes()
                        && accepted.containsKey(requirement.key())
                        && !known.has(requirement.key()));
        return mayWantMore ? requirementsRequest(quote, reference, accepted) : null;
    }

    private static String requirementsRequest(Quote quote, String reference, Map<String, String> details) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("reference", TransferReference.fit(reference, null, null));
        known.putAll(details);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("targetAccount", quote.recipientId());
        body.put("quoteUuid", quote.id());
        body.put("details", known);
        return Json.write(body);
    }

    /** Of what was given, what Wise asks for and takes. */
    private static Map<String, String> accepted(List<TransferRequirement> requirements, TransferDetails details) {
        Map<String, String> accepted = new LinkedHashMap<>();
        for (TransferRequirement requirement : requirements) {
            String given = requirement.isReference() ? null : details.value(requirement.key());
            if (given != null) {
                requirement.accept(given).ifPresent(value -> accepted.put(requirement.key(), value));
            }
        }
        return accepted;
    }

    /**
     * The exact transfer request, with the reference fitted to what Wise allows for this currency, and the details that Wise
     * asks for.
     *
     * @param reference the text wanted, such as {@code DEAL-48213}
     * @param details what was given for the transfer
     * @param answer the transfer requirements
     * @throws Stop naming each detail that Wise requires and that nobody has given, or that was given as Wise does not take it
     */
    public String request(
            @Variable("payout") Payout payout,
            @Variable("quote") Quote quote,
            @Variable("reference") String reference,
            @Variable("transferDetails") TransferDetails details,
            @Variable("transferRequirements") String answer) {
        List<TransferRequirement> requirements = TransferRequirement.all(Json.list(answer));
        Map<String, String> accepted = accepted(requirements, details);
        Map<String, String> sent = new LinkedHashMap<>();
        String fitted = requirements.stream()
                .filter(TransferRequirement::isReference)
                .reduce((first, last) -> last)
                .map(r -> TransferReference.fit(reference, r.maxLength(), r.validationRegexp()))
                .orElseGet(() -> TransferReference.fit(reference, null, null));
        if (!fitted.isEmpty()) {
            sent.put("reference", fitted);
        }
        sent.putAll(accepted);
        List<String> wishes = requirements.stream()
                .filter(r -> !r.isReference() && !accepted.containsKey(r.key()))
                .filter(r -> r.isRequired() || details.isOfDeal(r.key()))
                .map(r -> r.wish(details.value(r.key())))
                .distinct()
                .toList();
        if (!wishes.isEmpty()) {
            throw new Stop(
                    StopReason.REQUIREMENT_MISSING,
                    Map.of("details", PlainText.of(String.join("; ", wishes), LONGEST_WISHES)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("targetAccount", quote.recipientId());
        body.put("quoteUuid", quote.id());
        body.put("customerTransactionId", payout.customerTransactionId().toString());
        body.put("details", sent);
        return Json.write(body);
    }

    /**
     * Reads the answer to the stored transfer request and compares it with what was asked: an older transfer may come
     * back for a repeated key (Wise reference §10, step 6).
     *
     * @param code its HTTP status: a success, or a definite refusal (400, 409, 422)
     * @param contentType the header of that name; may be null
     * @param trace the header {@code x-trace-id}; may be null
     */
    public TransferAnswer read(
            @Variable("payout") Payout payout,
            @Variable("transferAnswer") String answer,
            @Variable("header:transferAnswer.CamelHttpResponseCode") int code,
            @Variable("header:transferAnswer.Content-Type") String contentType,
            @Variable("header:transferAnswer.x-trace-id") String trace) {
        genuine.require(payout, Answers.Kind.TRANSFER, null, code, answer);
        if (code >= 400) {
            return TransferAnswer.refused(
                            WiseProblems.read(code, contentType, answer).sentence())
                    .with(TraceId.of(trace));
        }
        JsonNode transfer = Json.read(answer);
        // The same key comes back with each transfer that was ever made for it; without it, the answer is about another
        // thing.
        if (!isOf(payout, transfer)) {
            throw new UnreadableAnswerException("the answer does not name the transfer that was asked for");
        }
        return compared(payout, transfer).with(TraceId.of(trace));
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
        genuine.require(payout, Answers.Kind.CANCELLATION, null, code, answer);
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
        genuine.require(payout, Answers.Kind.TRANSFER_LIST, null, 0, answer);
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
        genuine.require(payout, Answers.Kind.TRANSFER, null, 0, transfer);
        genuine.require(payout, Answers.Kind.PAYMENTS, payout.transferId(), 0, payments);
        JsonNode read = Json.entity(transfer, payout.transferId());
        if (!read.path("status").isTextual()) {
            throw new UnreadableAnswerException("Wise's answer does not say how the transfer stands");
        }
        TransferState state = TransferState.of(read.path("status").textValue());
        boolean paid = !Json.list(payments).isEmpty();
        return new FundingEvidence(paid ? FundingEvidence.Kind.FUNDED : state.evidence(), state.name());
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
                        .equalsIgnoreCase(transfer.path("customerTransactionId").asText()),
                null);
    }

    private static void compare(List<String> differences, String field, String asked, String got) {
        if (!asked.equalsIgnoreCase(got)) {
            differences.add(field + " " + PlainText.fact(got) + " instead of " + asked);
        }
    }
}
