package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Answers;
import dealpayouts.ledger.Batch;
import dealpayouts.ledger.Genuine;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;

/** Bean {@code batchGroups}: what is asked of Wise about a batch, and what Wise's answers mean (Wise reference §14). */
public final class BatchGroups {

    private final boolean byTransfers;
    private final Genuine genuine;

    /** @param byTransfers whether a batch is paid by the ids of its transfers, without a group (the guide's dialect) */
    public BatchGroups(boolean byTransfers, Genuine genuine) {
        this.byTransfers = byTransfers;
        this.genuine = genuine;
    }

    /** The request for an empty group, whose name leads a person back to our batch. */
    public String groupRequest(@Variable("batch") Batch batch) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sourceCurrency", batch.sourceCurrency());
        body.put("name", batch.name());
        return Json.write(body);
    }

    /**
     * Reads a group.
     *
     * @param answer Wise's group
     * @throws UnreadableAnswerException when it is not the batch's own group, not complete, or in a state from which nothing follows
     */
    public BatchGroup read(@Variable("batch") Batch batch, @Variable("groupAnswer") String answer) {
        genuine.require(batch, Answers.Kind.GROUP, 0, answer);
        JsonNode group = Json.read(answer);
        String id = group.path("id").asText();
        boolean other = batch.groupId() != null && !batch.groupId().equals(id);
        boolean complete = !id.isEmpty()
                && group.path("version").isIntegralNumber()
                && group.path("status").isTextual()
                && group.path("transferIds").isArray();
        if (other || !complete) {
            throw new UnreadableAnswerException("the answer is not batch group " + batch.groupId());
        }
        if (!batch.sourceCurrency().equals(group.path("sourceCurrency").asText())) {
            throw new UnreadableAnswerException("the batch group is not in " + batch.sourceCurrency());
        }
        Set<Long> transfers = new HashSet<>();
        group.path("transferIds").forEach(transfer -> transfers.add(transfer.asLong()));
        BatchGroup read = new BatchGroup(
                id,
                group.path("version").longValue(),
                PlainText.fact(group.path("status").asText()),
                group.path("alreadyPaid").asBoolean(),
                transfers);
        if (!read.isKnown() && !read.alreadyPaid()) {
            throw new UnreadableAnswerException(
                    "the batch group is in a state that is not known here ('" + read.status() + "')");
        }
        return read;
    }

    /** The request that closes the group: no transfer can be added afterwards, and it can be paid. */
    public String completion(@Variable("group") BatchGroup group) {
        return change(group, "COMPLETED");
    }

    /** The request that cancels the group and all its transfers, for good. */
    public String cancellation(@Variable("group") BatchGroup group) {
        return change(group, "CANCELLED");
    }

    private static String change(BatchGroup group, String status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("version", group.version());
        return Json.write(body);
    }

    /** @param payouts the payouts whose money is to leave */
    public String fundingRequest(@Variable("members") List<Payout> payouts) {
        return byTransfers
                ? Json.write(Map.of(
                        "transferIds", payouts.stream().map(Payout::transferId).toList()))
                : Json.write(Map.of("type", "BALANCE"));
    }

    /**
     * What Wise says to the funding call. A group comes back with {@code status: COMPLETED} whether it is paid or not, so
     * for a group only {@code alreadyPaid} counts.
     *
     * @param answer the body
     * @param code the HTTP status
     * @param approval the header that says whether a person has to approve; may be null
     * @param contentType the header of that name; may be null
     * @param trace the header {@code x-trace-id}; may be null
     */
    public FundingAnswer funding(
            @Variable("batch") Batch batch,
            @Variable("fundingAnswer") String answer,
            @Variable("header:fundingAnswer.CamelHttpResponseCode") int code,
            @Variable("header:fundingAnswer.x-2fa-approval-result") String approval,
            @Variable("header:fundingAnswer.Content-Type") String contentType,
            @Variable("header:fundingAnswer.x-trace-id") String trace) {
        genuine.require(batch, Answers.Kind.BATCH_FUNDING, code, answer);
        FundingAnswer read = Fundings.answered(answer, code, approval, contentType, trace);
        if (byTransfers || read.result() != FundingAnswer.Result.FUNDED) {
            return read;
        }
        JsonNode paid = Json.read(answer).path("alreadyPaid");
        return paid.asBoolean() ? read : FundingAnswers.unknown("the batch group is not shown as paid yet");
    }

    /**
     * Compares the balance with what the whole batch still takes from it.
     *
     * @param answer Wise's list of STANDARD balances
     * @throws Stop with the exact missing sum when the balance is too small or does not exist
     */
    public void requireBalance(@Variable("batch") Batch batch, @Variable("balancesAnswer") String answer) {
        Money needed = batch.unpaid();
        Money available = Balances.available(needed, answer);
        if (available.isLessThan(needed)) {
            throw new Stop(
                    StopReason.BATCH_TOP_UP,
                    Map.of("missing", needed.minus(available), "total", needed, "available", available));
        }
    }

    /**
     * Explains why Wise refused to take the money from the balance.
     *
     * @param refusal what Wise said
     * @throws Stop always: with the missing sum, or with Wise's words when the balance is large enough
     */
    public void explainRefusal(
            @Variable("batch") Batch batch,
            @Variable("balancesAnswer") String answer,
            @Variable("funding") FundingAnswer refusal) {
        requireBalance(batch, answer);
        throw new Stop(StopReason.BATCH_STOPPED, Map.of("problem", refusal.message())).tracedAs(refusal.trace());
    }
}
