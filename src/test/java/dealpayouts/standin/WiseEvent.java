package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * Something that happened at Wise, to be told in the words of each version (Wise reference §13).
 *
 * @param profile whose subscriptions hear of it
 * @param data    the payload's {@code data} in one form
 */
record WiseEvent(WiseEventType type, long profile, Function<Form, ObjectNode> data) {

    private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLIS = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter MILLIS_WITH_OFFSET = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'+00:00'");

    /** How one subscription wants its events written: seconds before version 4, milliseconds from there on. */
    record Form(Dialect dialect, String version) {

        String time(Instant at) {
            return (major() >= 4 ? MILLIS : SECONDS).format(at);
        }

        private int major() {
            return Integer.parseInt(version.substring(0, version.indexOf('.')));
        }
    }

    /**
     * A change of a balance.
     *
     * @param amount      without a sign
     * @param transfer    0 when none is behind it
     * @param after       what is on the balance now
     * @param transaction which transaction of the account it is
     */
    record BalanceMove(
            boolean credit,
            BigDecimal amount,
            String currency,
            long balance,
            long transfer,
            BigDecimal after,
            long transaction) {

        static final BalanceMove NOTHING =
                new BalanceMove(true, new BigDecimal("0.00"), "EUR", 0, 0, new BigDecimal("0.00"), 0);

        private String kind() {
            return credit ? "credit" : "debit";
        }
    }

    /** @param account the recipient's id */
    record TransferRef(long id, long profile, long account) {

        static final TransferRef NONE = new TransferRef(0, 0, 0);

        static TransferRef of(SentTransfer transfer) {
            return new TransferRef(transfer.id, transfer.profile(), transfer.targetAccount);
        }

        private ObjectNode resource() {
            return Json.object("type", "transfer", "id", id, "profile_id", profile, "account_id", account);
        }
    }

    static WiseEvent stateChange(TransferRef transfer, String state, String previousOrNull, Instant at) {
        return new WiseEvent(WiseEventType.STATE_CHANGE, transfer.profile, form -> {
            ObjectNode states = Json.object("current_state", state, "previous_state", previousOrNull);
            ObjectNode data = Json.object("resource", transfer.resource());
            (form.dialect == Dialect.GUIDE ? (ObjectNode) data.get("resource") : data).setAll(states);
            return data.put("occurred_at", form.time(at));
        });
    }

    static WiseEvent payoutFailure(TransferRef transfer, String code, String description, Instant at) {
        return new WiseEvent(
                WiseEventType.PAYOUT_FAILURE,
                transfer.profile,
                form -> Json.object(
                        "transfer_id",
                        transfer.id,
                        "profile_id",
                        transfer.profile,
                        "failure_reason_code",
                        code,
                        "failure_description",
                        description,
                        "occurred_at",
                        MILLIS_WITH_OFFSET.format(at)));
    }

    static WiseEvent refund(TransferRef transfer, BigDecimal amount, String currency, Instant at) {
        return new WiseEvent(WiseEventType.REFUND, transfer.profile, form -> {
            ObjectNode resource = transfer.resource();
            resource.put("refund_amount", amount).put("refund_currency", currency);
            return Json.object("resource", resource, "occurred_at", form.time(at));
        });
    }

    static WiseEvent activeCases(TransferRef transfer, String... cases) {
        return new WiseEvent(
                WiseEventType.ACTIVE_CASES,
                transfer.profile,
                form -> Json.object("resource", transfer.resource(), "active_cases", Json.array((Object[]) cases)));
    }

    static WiseEvent balanceUpdate(long profile, BalanceMove move, Instant at) {
        return new WiseEvent(WiseEventType.BALANCE_UPDATE, profile, form -> {
            ObjectNode data = Json.object(
                    "resource",
                    account(profile, move),
                    "transaction_type",
                    move.kind(),
                    "amount",
                    move.amount,
                    "currency",
                    move.currency,
                    "balance_id",
                    move.balance,
                    "transfer_reference",
                    Long.toString(move.transfer == 0 ? move.transaction : move.transfer),
                    "channel_name",
                    "TRANSFER",
                    "occurred_at",
                    form.time(at));
            if (form.major() >= 3) {
                data.put("post_transaction_balance_amount", move.after).put("step_id", move.transaction);
            }
            return data;
        });
    }

    static WiseEvent balanceCredit(long profile, BalanceMove move, Instant at) {
        return new WiseEvent(
                WiseEventType.BALANCE_CREDIT,
                profile,
                form -> Json.object(
                        "resource",
                        account(profile, move),
                        "transaction_type",
                        move.kind(),
                        "amount",
                        move.amount,
                        "currency",
                        move.currency,
                        "post_transaction_balance_amount",
                        move.after,
                        "occurred_at",
                        form.time(at)));
    }

    /** What Wise sends to try a new subscription: every id is zero (§13, vector B). */
    static WiseEvent test(WiseEventType type, Instant at) {
        return switch (type) {
            case STATE_CHANGE -> stateChange(TransferRef.NONE, "processing", SentTransfer.WAITING, at);
            case PAYOUT_FAILURE ->
                payoutFailure(TransferRef.NONE, "REASON_NOT_SPECIFIED", "This is a test notification.", at);
            case REFUND -> refund(TransferRef.NONE, BalanceMove.NOTHING.amount, BalanceMove.NOTHING.currency, at);
            case ACTIVE_CASES -> activeCases(TransferRef.NONE, "deposit_amount_less_invoice");
            case BALANCE_UPDATE -> balanceUpdate(0, BalanceMove.NOTHING, at);
            case BALANCE_CREDIT -> balanceCredit(0, BalanceMove.NOTHING, at);
        };
    }

    private static ObjectNode account(long profile, BalanceMove move) {
        return Json.object("type", "balance-account", "id", move.balance, "profile_id", profile);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
