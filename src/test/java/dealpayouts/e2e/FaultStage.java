package dealpayouts.e2e;

import static dealpayouts.e2e.RemoteCall.At.KOMMO;
import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A product on which one remote call after the other meets a fault. */
final class FaultStage extends WithProduct implements AutoCloseable {

    private static final String REFUSAL =
            "{\"errors\":[{\"code\":\"NOT_VALID\",\"message\":\"Try again.\",\"arguments\":[]}]}";
    private static final int LONG_ENOUGH = 35;
    private static final String CAME_BACK = "bounced_back";

    /** What the stand-ins saw of one deal. */
    record Seen(
            int transfers,
            boolean funded,
            BigDecimal balance,
            int recipients,
            List<String> notes,
            int tasks,
            long stage,
            String transferField,
            String statusField) {}

    /** @param calls how often the call was made that met the fault */
    record Played(int calls, Seen seen, Seen promised) {

        boolean isGood() {
            return calls > 0 && seen.equals(promised);
        }
    }

    FaultStage() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "remote.response-timeout-ms",
                        "300",
                        "remote.settle-ms",
                        "1500",
                        "wise.profile-cache-seconds",
                        "0",
                        "wise.balance-cache-ms",
                        "0",
                        "payout.amount-fallback",
                        "price",
                        "kommo.attention-stage-id",
                        String.valueOf(KommoStandIn.STAGE_ATTENTION)));
        wise().referenceLimit("USD", LONG_ENOUGH);
    }

    Played play(RemoteCall call, Mishap mishap) {
        wise().setBalance("USD", BALANCE.toPlainString());
        wise().forgetCalls();
        kommo().forgetCalls();
        provoke(call);
        if (!call.isForNews()) {
            fault(call, mishap.fault());
        }
        int recipients = wise().recipients() + 1;
        long deal = pay(call);
        untilPaid(deal);
        return call.isForNews() ? playNews(deal, call, mishap, recipients) : played(deal, call, recipients);
    }

    private Played played(long deal, RemoteCall call, int recipients) {
        Seen promised = new Seen(
                1,
                true,
                BALANCE.subtract(transferOf(deal).debited()),
                recipients,
                List.of(paidNote(deal, call)),
                0,
                KommoStandIn.STAGE_PAY,
                String.valueOf(transferOf(deal).id()),
                "funded");
        return new Played(callsTo(call).size(), seen(deal), promised);
    }

    private Played playNews(long deal, RemoteCall call, Mishap mishap, int recipients) {
        long transfer = transferOf(deal).id();
        wise().forgetCalls();
        kommo().forgetCalls();
        fault(call, mishap.fault());
        String subscription = wise().webhooks().subscribe("transfers#state-change", product.wiseWebhook(), null);
        wise().advance(transfer, CAME_BACK);
        wise().webhooks().unsubscribe(subscription);
        untilNote(deal, "Wise: transfer " + transfer + " of 850.50 EUR came back");
        patiently().until(() -> kommo().stageOf(deal) == KommoStandIn.STAGE_ATTENTION);
        untilNothingIsDue(deal);
        Seen seen = seen(deal);
        Seen promised = new Seen(
                1,
                true,
                BALANCE.subtract(DEBIT),
                recipients,
                List.of(paidNote(deal), notes(deal).get(notes(deal).size() - 1)),
                1,
                KommoStandIn.STAGE_ATTENTION,
                String.valueOf(transfer),
                "bounced, check details");
        return new Played(callsTo(call).size(), seen, promised);
    }

    private String paidNote(long deal, RemoteCall call) {
        return call == RemoteCall.READ_ACCOUNT
                ? "Wise: paid 9900.00 USD, transfer " + transferOf(deal).id()
                        + ". Debit 9900.50 USD including the fee of 0.50 USD, rate 1. Status: funded."
                : paidNote(deal);
    }

    private void provoke(RemoteCall call) {
        switch (call) {
            case LIST_TRANSFERS -> {
                fault(RemoteCall.MAKE_TRANSFER, Fault.cutAfter());
                fault(RemoteCall.MAKE_TRANSFER, Fault.status(422, "application/json", REFUSAL));
            }
            case READ_TRANSFER, READ_PAYMENTS -> fault(RemoteCall.FUND_TRANSFER, Fault.cutAfter());
            case READ_NOTES -> fault(RemoteCall.WRITE_NOTE, Fault.cutAfter());
            default -> {}
        }
    }

    private void fault(RemoteCall call, Fault fault) {
        if (call.at == KOMMO) {
            kommo().fault(call.method, call.path, fault, 1);
        } else {
            wise().fault(call.method, call.path, fault, 1);
        }
    }

    private List<RecordedCall> callsTo(RemoteCall call) {
        return matching(call.at == KOMMO ? kommo().calls() : wise().calls(), call.method, call.path);
    }

    private long pay(RemoteCall call) {
        if (call == RemoteCall.READ_ACCOUNT) {
            long recipient = wise().addRecipient("USD", "Ada Quist", null);
            return product.payDeal(null, null, kommo().addContact("Ada Quist", null, recipient));
        }
        return call.isForRecipientByEmail() ? payByEmail() : pay();
    }

    private long payByEmail() {
        String email = "ada" + wise().recipients() + "@quist.example";
        return product.payDeal(AMOUNT, "EUR", kommo().addContact("Ada Quist", email, null));
    }

    private Seen seen(long deal) {
        patiently().until(() -> kommo().lateEffects() + wise().lateEffects() == 0);
        assertThat(transfersOf(deal)).isNotEmpty();
        return new Seen(
                transfersOf(deal).size(),
                transferOf(deal).funded(),
                wise().balance("USD"),
                wise().recipients(),
                notes(deal),
                kommo().openTasks(deal).size(),
                kommo().stageOf(deal),
                kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER),
                moneyHasLeft(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)));
    }

    /** A payout that asked Wise for proof may know more than that it is funded. */
    private static String moneyHasLeft(String status) {
        return "processing".equals(status) ? "funded" : status;
    }

    @Override
    public void close() {
        product.close();
    }
}
