package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * How the Wise stand-in answers a funding call (Wise reference §9, §15). All but the {@code COMPLETED...} and {@code CREATED} ones leave
 * the transfer unfunded.
 */
public enum Funding {

    /** 201, the balance is debited; refused when the balance is short. */
    COMPLETED(201, Shape.RESULT, "COMPLETED", null),
    /** As documented: 200 instead of the 201 of real traffic. */
    COMPLETED_200(200, Shape.RESULT, "COMPLETED", null),
    /** A success that carries {@code x-2fa-approval-result: APPROVED}, without the keys that would be null. */
    COMPLETED_APPROVED(201, Shape.APPROVED_RESULT, "COMPLETED", null),
    /** Accepted, not final: the debit happens when the transfer is advanced to {@code processing}. */
    CREATED(201, Shape.RESULT, "CREATED", null),

    INSUFFICIENT_201(201, Shape.RESULT, "REJECTED", "balance.insufficient-funds"),
    INSUFFICIENT_422(422, Shape.RESULT, "REJECTED", "balance.insufficient-funds"),
    INSUFFICIENT_422_ERR(422, Shape.RESULT, "REJECTED", "balance.payment-option-unavailable"),
    INSUFFICIENT_200_OLD(200, Shape.RESULT, "REJECTED", "transfer.insufficient_funds"),
    /** The guide's {@code INSUFFICIENT_BALANCE} in an error list. */
    INSUFFICIENT_GUIDE_422(422, Shape.GUIDE, null, "INSUFFICIENT_BALANCE"),
    NO_BALANCE_FOR_CURRENCY(422, Shape.RESULT, "REJECTED", "balance.no-balance-for-currency"),
    /** Only the code, as {@code text/plain}. */
    TEXT_PLAIN_CODE(422, Shape.TEXT, null, "balance.insufficient-funds"),

    /** Words as {@code text/plain}, which the operation's description allows for errors. */
    TEXT_PLAIN_WORDS(400, Shape.TEXT, null, "This payment cannot be made from the balance."),

    ACCOUNT_INACTIVE(422, Shape.RESULT, "REJECTED", "balance.account-inactive"),
    INVALID_STATE(422, Shape.RESULT, "REJECTED", "transfer.invalid-state"),
    PAYMENT_EXISTS(409, Shape.RESULT, "REJECTED", "payment.exists"),
    PAYMENT_EXISTS_TEXT(409, Shape.TEXT, null, "payment.exists"),
    MISSING_ROLE(403, Shape.RESULT, "REJECTED", "balance.unauthorised.missing-security-role"),
    NOT_ACCESSIBLE(403, Shape.RESULT, "REJECTED", "transfer.not-accessible-for-user"),
    INVALID_REQUEST(400, Shape.RESULT, "REJECTED", "invalid.request"),
    UNEXPECTED_ERROR(422, Shape.RESULT, "REJECTED", "unexpected.error"),
    /** A rejection whose code is in no list. */
    UNKNOWN_CODE(422, Shape.RESULT, "REJECTED", "balance.under-review"),
    /** A success by its HTTP status, with a {@code status} that is in no list. */
    UNKNOWN_STATUS(201, Shape.RESULT, "UNDER_REVIEW", null),

    /** 403 asking for a second factor, empty body. */
    SCA_EMPTY(403, Shape.SCA_EMPTY, null, null),
    /** 403 asking for a second factor, {@code {"error":"forbidden"}}. */
    SCA_JSON(403, Shape.SCA_JSON, null, null),
    /** 403 asking for a second factor, error object with timestamp and path. */
    SCA_SPRING(403, Shape.SCA_SPRING, null, null),
    /** 403 for good: no second factor asked. */
    FORBIDDEN(403, Shape.SPRING, null, null);

    private enum Shape {
        RESULT,
        APPROVED_RESULT,
        TEXT,
        GUIDE,
        SCA_EMPTY,
        SCA_JSON,
        SCA_SPRING,
        SPRING
    }

    private final int status;
    private final Shape shape;
    private final String outcome;
    private final String code;

    Funding(int status, Shape shape, String outcome, String code) {
        this.status = status;
        this.shape = shape;
        this.outcome = outcome;
        this.code = code;
    }

    boolean debits() {
        return "COMPLETED".equals(outcome);
    }

    Answer answer(Long balanceTransactionId, Instant now, String path) {
        return switch (shape) {
            case RESULT -> Answer.json(status, result(balanceTransactionId));
            case APPROVED_RESULT ->
                Answer.json(
                                status,
                                Json.object(
                                        "type",
                                        "BALANCE",
                                        "status",
                                        outcome,
                                        "balanceTransactionId",
                                        balanceTransactionId))
                        .with("x-2fa-approval-result", "APPROVED");
            case TEXT -> Answer.of(status, "text/plain;charset=UTF-8", code);
            case GUIDE ->
                Answer.json(
                        status,
                        Json.object(
                                "errors",
                                Json.array(Json.object(
                                        "code", code, "message", "The balance does not cover this transfer."))));
            case SCA_EMPTY -> secondFactor(Answer.empty(status));
            case SCA_JSON -> secondFactor(Answer.json(status, Json.object("error", "forbidden")));
            case SCA_SPRING -> secondFactor(forbidden(now, path));
            case SPRING -> forbidden(now, path);
        };
    }

    private ObjectNode result(Long balanceTransactionId) {
        ObjectNode result = Json.object(
                "type",
                "BALANCE",
                "status",
                outcome,
                "errorCode",
                code,
                "errorMessage",
                code == null ? null : "The payment was not accepted.");
        if (balanceTransactionId != null) {
            result.put("balanceTransactionId", balanceTransactionId);
        }
        return result;
    }

    private static Answer forbidden(Instant now, String path) {
        return WiseErrors.plain(403, "Forbidden", "You are forbidden to send this request", now, path);
    }

    private static Answer secondFactor(Answer answer) {
        return answer.with("x-2fa-approval-result", "REJECTED")
                .with("x-2fa-approval", UUID.randomUUID().toString());
    }
}
