package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dealpayouts.json.Json;
import dealpayouts.provider.Quote;
import dealpayouts.wise.Recipients;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a payout's own work may ask Wise for, beside transfers and funding. */
class PermitsTest {

    private static final long DEAL = 15500001;
    private static final long PROFILE = 20045501;
    private static final Contractor ADA = new Contractor(OpenLedger.CONTRACTOR, "Ada Quist", "ada@quist.example", "");

    private final OpenLedger ledger = new OpenLedger(Store.SQLITE);
    private final RecipientClaims claims =
            new RecipientClaims(ledger.moves, ledger.recipients, ledger.feedback, ledger.attempts);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aClaimedRecipientIsMadeOnceToTheLetter() {
        Payout payout = ledger.checked(DEAL);
        ledger.attempts.begin(payout.id());
        claims.claim(payout, PROFILE, ADA);
        String request = request(payout, ADA);
        refusesRecipient(request);

        claims.asking(payout, PROFILE, ADA, request);

        refusesRecipient(request.replace("Quist", "Other"));
        refusesRecipient("");
        assertThatNoException().isThrownBy(() -> ledger.attempts.useRecipient(request));
        refusesRecipient(request);
    }

    @Test
    void aRequestForAnotherRecipientThanTheClaimedOneIsNotPermitted() {
        Payout payout = ledger.checked(DEAL);
        ledger.attempts.begin(payout.id());
        claims.claim(payout, PROFILE, ADA);
        String request = request(payout, new Contractor(ADA.id(), ADA.name(), "other@quist.example", ""));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> claims.asking(payout, PROFILE, ADA, request))
                .withMessageContaining("another profile, currency or address");

        refusesRecipient(request);
    }

    @Test
    void outsideOfDurableWorkAndAfterItNoRecipientIsMade() {
        Payout payout = ledger.checked(DEAL);
        claims.claim(payout, PROFILE, ADA);
        String request = request(payout, ADA);

        claims.asking(payout, PROFILE, ADA, request);

        refusesRecipient(request);
    }

    @Test
    void aTransferIsCancelledOnceAndOnlyTheRecordedOne() {
        Payout payout = ledger.withTransfer(DEAL);
        ledger.attempts.begin(payout.id());
        refusesCancellation(payout.transferId());

        ledger.attempts.permitCancellation(payout);

        refusesCancellation(payout.transferId() + 1);
        assertThatNoException().isThrownBy(() -> ledger.attempts.useCancellation(payout.transferId()));
        refusesCancellation(payout.transferId());
    }

    @Test
    void aTransferIsNotMadeInTheGroupOfABatchThatIsNotItsOwn() {
        Payout accepted = ledger.accepted(DEAL);
        ledger.attempts.begin(accepted.id());
        Payout seen = ledger.confirmed(accepted, new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT));
        Quote quote = ledger.quote(OpenLedger.AMOUNT);
        String body = Json.write(Map.of(
                "customerTransactionId", accepted.customerTransactionId().toString(),
                "quoteUuid", quote.id(),
                "targetAccount", quote.recipientId()));
        ledger.payments.transferRequested(seen, quote, body);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.attempts.useTransfer("68d3a3f2-9c3f-4b8a-a6a2-4b2f2a4c1d11", body))
                .withMessageContaining("another batch group");
    }

    private static String request(Payout payout, Contractor contractor) {
        return new Recipients().request(payout, PROFILE, contractor);
    }

    private void refusesRecipient(String body) {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.attempts.useRecipient(body));
    }

    private void refusesCancellation(long transferId) {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.attempts.useCancellation(transferId));
    }
}
