package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Store.class)
class RecipientClaimsTest {

    private static final long PROFILE = 20045501;
    private static final long RECIPIENT = 702204455;

    @Parameter
    Store store;

    private OpenLedger ledger;
    private Payout one;
    private Payout another;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        one = ledger.accepted(15500001);
        another = ledger.accepted(15500002);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whoeverComesFirstMayMakeTheRecipient() {
        assertThat(claim(one)).isNull();
    }

    @Test
    void anotherPayoutWaitsWhileTheRecipientIsMade() {
        claim(one);

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> claim(another));
    }

    @Test
    void theSamePayoutMayTryAgain() {
        claim(one);

        assertThat(claim(one)).isNull();
    }

    @Test
    void aRecipientThatWasMadeIsUsedByAll() {
        claim(one);
        ledger.recipients.made(PROFILE, OpenLedger.CONTRACTOR, "EUR", "ada@quist.example", RECIPIENT);

        assertThat(List.of(claim(one), claim(another))).containsOnly(RECIPIENT);
    }

    @Test
    void aClaimThatNobodyFollowedUpIsTakenOver() {
        claim(one);
        ledger.passTime(Duration.ofMinutes(3));

        assertThat(claim(another)).isNull();
    }

    @Test
    void nobodyLooksForTheRecipientWhileALostQuestionMayTakeEffect() {
        claim(one);
        asking(one);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> claim(one))
                .satisfies(again ->
                        assertThat(again.notBefore()).contains(ledger.now().plus(OpenLedger.SETTLE)));
    }

    @Test
    void aLostQuestionIsAskedAgainWhenItCanHaveNoEffectAnyMore() {
        claim(one);
        asking(one);
        ledger.passTime(OpenLedger.SETTLE.plusMillis(1));

        assertThat(claim(one)).isNull();
        assertThatNoException().isThrownBy(() -> asking(one));
    }

    @Test
    void anAttemptThatStoodStillDoesNotAskAfterAnother() {
        claim(one);
        claim(one);
        asking(one);

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> asking(one));
    }

    @Test
    void anAttemptThatStoodStillDoesNotAskForWhatWasMade() {
        claim(one);
        asking(one);
        ledger.recipients.made(PROFILE, OpenLedger.CONTRACTOR, "EUR", "ada@quist.example", RECIPIENT);
        ledger.passTime(Duration.ofHours(1));

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> asking(one));
    }

    @Test
    void anAttemptWhoseClaimWasTakenOverDoesNotAsk() {
        claim(one);
        ledger.passTime(Duration.ofMinutes(3));
        claim(another);

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> asking(one));
    }

    @Test
    void aRefusedQuestionIsAskedAgainAtOnce() {
        claim(one);
        asking(one);

        ledger.payouts.refused(one.id(), ledger.now());

        assertThat(claim(one)).isNull();
    }

    @Test
    void aRefusalInALaterAttemptSaysNothingOfALostQuestion() {
        claim(one);
        asking(one);
        ledger.passTime(Duration.ofSeconds(1));

        ledger.payouts.refused(one.id(), ledger.now());

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> claim(one));
    }

    @Test
    void aQuestionMayTakeEffectFromWhenItsAttemptHasEndedWithoutAnAnswer() {
        Instant began = ledger.now();
        claim(one);
        asking(one);
        ledger.passTime(OpenLedger.SETTLE);

        ledger.payouts.unanswered(one.id(), began);

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> claim(one));
    }

    @Test
    void aPayoutThatStopsLeavesItsLostQuestionBehind() {
        claim(one);
        asking(one);

        ledger.recipients.release(one.id());

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> claim(another));
    }

    @Test
    void aPayoutThatStopsBeforeItAskedLetsAnotherTry() {
        claim(one);

        ledger.recipients.release(one.id());

        assertThat(claim(another)).isNull();
    }

    @Test
    void anotherCurrencyIsAnotherRecipient() {
        claim(one);

        assertThat(ledger.recipients.claim(another.id(), PROFILE, OpenLedger.CONTRACTOR, "GBP", "ada@quist.example"))
                .isNull();
    }

    @Test
    void ofTenPayoutsAtOnceOneMayMakeTheRecipient() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (long deal = 1; deal <= 10; deal++) {
            Payout payout = ledger.accepted(deal);
            claims.add(() -> mayMake(payout));
        }

        int makers = 0;
        for (Future<Boolean> answer : threads.invokeAll(claims)) {
            makers += answer.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(makers).isEqualTo(1);
    }

    private boolean mayMake(Payout payout) {
        try {
            return claim(payout) == null;
        } catch (RetryLaterException another) {
            return false;
        }
    }

    private void asking(Payout payout) {
        ledger.recipients.asking(payout.id(), PROFILE, OpenLedger.CONTRACTOR, "EUR", "ada@quist.example");
    }

    private Long claim(Payout payout) {
        return ledger.recipients.claim(payout.id(), PROFILE, OpenLedger.CONTRACTOR, "EUR", "ada@quist.example");
    }
}
