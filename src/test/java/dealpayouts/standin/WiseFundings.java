package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dealpayouts.standin.WiseEvent.TransferRef;
import dealpayouts.standin.WiseWorld.Balance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Funding from the balance (Wise reference §9). A transfer is debited once at most, whatever is called and switched. */
final class WiseFundings {

    private static final Set<String> FUNDABLE =
            Set.of("incoming_payment_waiting", "waiting_recipient_input_to_proceed");

    private final WiseWorld world;
    private final WiseTransfers transfers;

    WiseFundings(WiseWorld world, WiseTransfers transfers) {
        this.world = world;
        this.transfers = transfers;
    }

    Answer fund(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        SentTransfer transfer = world.transfers.get(call.id(1));
        if (transfer == null) {
            return Answer.empty(500);
        }
        if (transfer.profile() != profile) {
            return answer(Funding.NOT_ACCESSIBLE, call);
        }
        transfer.fundingAttempts++;
        if (!"BALANCE".equals(WiseWorld.text(WiseWorld.body(call), "type"))) {
            return answer(Funding.INVALID_REQUEST, call);
        }
        if (transfer.funded || transfer.fundingPending) {
            return answer(world.scenario.repeatedFunding, call);
        }
        if (!FUNDABLE.contains(transfer.status)) {
            return answer(Funding.INVALID_STATE, call);
        }
        Funding funding = world.scenario.funding;
        if (funding == Funding.CREATED) {
            transfer.fundingPending = true;
            transfers.moveTo(transfer, "incoming_payment_initiated", world.now());
            return answer(funding, call);
        }
        if (!funding.debits()) {
            return answer(funding, call);
        }
        Funding obstacle = obstacle(transfer);
        if (obstacle != null) {
            return answer(obstacle, call);
        }
        debit(transfer, world.now());
        return funding.answer(transfer.paymentId, world.now(), call.path());
    }

    Answer payments(Call call) {
        SentTransfer transfer = transfers.existing(call);
        ArrayNode payments = Json.array();
        if (transfer.funded) {
            payments.add(Json.object(
                    "id",
                    transfer.paymentId,
                    "method",
                    "BALANCE",
                    "pricingVariant",
                    null,
                    "amount",
                    transfer.debited,
                    "currency",
                    transfer.quote.source,
                    "timeCreated",
                    transfer.fundedAt.toString(),
                    "timeUpdated",
                    transfer.fundedAt.toString()));
        }
        return Answer.json(200, payments);
    }

    /** A person funds the transfer on Wise's pages. */
    void fundByHand(SentTransfer transfer) {
        if (transfer.funded || transfer.fundingPending || !FUNDABLE.contains(transfer.status)) {
            throw new IllegalStateException(
                    "transfer " + transfer.id + " is " + transfer.status + " and cannot be funded");
        }
        if (obstacle(transfer) != null) {
            throw new IllegalStateException(
                    "the " + transfer.quote.source + " balance does not cover transfer " + transfer.id);
        }
        debit(transfer, world.now());
    }

    /** Moves a transfer as Wise would; a pending funding is debited on the way, a refund is credited and told. */
    void advance(SentTransfer transfer, String status, Instant at) {
        move(transfer, status, at);
        if (refundIsDue(transfer)) {
            refund(transfer, transfer.debited, at);
        }
    }

    /** Moves a transfer as the sandbox does: a refund is credited, but there is no event for it (§17). */
    void simulate(SentTransfer transfer, String status) {
        move(transfer, status, world.now());
        if (refundIsDue(transfer)) {
            credit(transfer, transfer.debited, world.now());
        }
    }

    /** Gives back what was debited, or less, whatever the transfer's state. */
    void refund(SentTransfer transfer, BigDecimal amount, Instant at) {
        if (!transfer.funded || transfer.refunded || amount.signum() <= 0 || amount.compareTo(transfer.debited) > 0) {
            throw new IllegalStateException("transfer " + transfer.id + " cannot be refunded " + amount);
        }
        credit(transfer, amount, at);
        world.deliveries.send(WiseEvent.refund(
                TransferRef.of(transfer),
                Currencies.rounded(amount, transfer.quote.source),
                transfer.quote.source,
                at));
    }

    private void move(SentTransfer transfer, String status, Instant at) {
        if (transfer.fundingPending && status.equals("processing")) {
            transfer.fundingPending = false;
            debit(transfer, at);
        } else {
            transfers.moveTo(transfer, status, at);
        }
    }

    private static boolean refundIsDue(SentTransfer transfer) {
        return transfer.status.equals("funds_refunded") && transfer.funded && !transfer.refunded;
    }

    private void credit(SentTransfer transfer, BigDecimal amount, Instant at) {
        transfer.refunded = true;
        String currency = transfer.quote.source;
        world.setBalance(
                currency,
                world.balances.get(currency).amount.add(amount),
                "transfer " + transfer.id + " refunded",
                transfer.id,
                at);
    }

    static boolean isFundable(SentTransfer transfer) {
        return !transfer.funded && !transfer.fundingPending && FUNDABLE.contains(transfer.status);
    }

    private Funding obstacle(SentTransfer transfer) {
        return obstacle(transfer.quote.source, List.of(transfer));
    }

    /** What keeps the balance from paying all of them; null when nothing does. */
    Funding obstacle(String source, List<SentTransfer> all) {
        Balance balance = world.balances.get(source);
        if (balance == null) {
            return Funding.NO_BALANCE_FOR_CURRENCY;
        }
        BigDecimal debit = all.stream().map(t -> t.quote.debit()).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (balance.amount.compareTo(debit) >= 0) {
            return null;
        }
        if (world.scenario.shortBalance != null) {
            return world.scenario.shortBalance;
        }
        return world.dialect == Dialect.GUIDE ? Funding.INSUFFICIENT_GUIDE_422 : Funding.INSUFFICIENT_422_ERR;
    }

    void debit(SentTransfer transfer, Instant at) {
        String currency = transfer.quote.source;
        BigDecimal debit = transfer.quote.debit();
        transfer.funded = true;
        transfer.debited = debit;
        transfer.fundedAt = world.now();
        transfer.laggingReads = world.scenario.fundingLag;
        transfer.quote.laggingReads = world.scenario.fundingLag;
        transfer.paymentId = world.setBalance(
                currency,
                world.balances.get(currency).amount.subtract(debit),
                "transfer " + transfer.id + " funded",
                transfer.id,
                at);
        transfers.moveTo(transfer, "processing", at);
    }

    Answer answer(Funding funding, Call call) {
        return funding.answer(null, world.now(), call.path());
    }
}
