package dealpayouts.ledger;

import static dealpayouts.ledger.PayoutState.ACCEPTED;
import static dealpayouts.ledger.PayoutState.DROPPED;
import static dealpayouts.ledger.PayoutState.FUNDED;
import static dealpayouts.ledger.PayoutState.FUNDING_REQUESTED;
import static dealpayouts.ledger.PayoutState.PARKED;
import static dealpayouts.ledger.PayoutState.RETURNED;
import static dealpayouts.ledger.PayoutState.SENT;
import static dealpayouts.ledger.PayoutState.TRANSFER_CREATED;
import static dealpayouts.ledger.PayoutState.TRANSFER_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

@ParameterizedClass
@EnumSource(Store.class)
class PayoutMovesTest {

    /** Beside staying as it is, which every state allows. */
    private static final Map<PayoutState, Set<PayoutState>> LEGAL = Map.of(
            ACCEPTED, Set.of(TRANSFER_REQUESTED, PARKED, DROPPED),
            TRANSFER_REQUESTED, Set.of(ACCEPTED, TRANSFER_CREATED, PARKED),
            TRANSFER_CREATED, Set.of(FUNDING_REQUESTED, FUNDED, PARKED),
            FUNDING_REQUESTED, Set.of(FUNDED, PARKED),
            FUNDED, Set.of(SENT, RETURNED),
            SENT, Set.of(FUNDED, RETURNED),
            RETURNED, Set.of(FUNDED, SENT),
            DROPPED, Set.of(ACCEPTED));

    @Parameter
    Store store;

    private OpenLedger ledger;
    private long deal = 15500000;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void onlyTheMovesOfTheTableAreLegal() {
        List<String> legal = new ArrayList<>();
        List<String> possible = new ArrayList<>();
        for (PayoutState from : LEGAL.keySet()) {
            for (PayoutState to : PayoutState.values()) {
                if (from == to || LEGAL.get(from).contains(to)) {
                    legal.add(from + " -> " + to);
                }
                if (isPossible(ledger.in(from, ledger.accepted(deal++)), to)) {
                    possible.add(from + " -> " + to);
                }
            }
        }
        assertThat(possible).isEqualTo(legal);
    }

    @Test
    void aPayoutThatIsStillLateForTheSameReasonDoesNotSaySoAgain() {
        Payout payout = ledger.accepted(deal);

        ledger.payouts.explained(payout.id(), "late");
        ledger.payouts.explained(payout.id(), "late");

        assertThat(ledger.count("feedback")).isEqualTo(1);
    }

    @Test
    void aParkedPayoutGoesOnFromWhatExistsAtWise() {
        assertThat(List.of(
                        parked(Map.of()).stage(),
                        parked(Map.of("transfer_attempts", 1)).stage(),
                        parked(Map.of("transfer_attempts", 1, "transfer_id", 2150000123L))
                                .stage()))
                .containsExactly(ACCEPTED, TRANSFER_REQUESTED, TRANSFER_CREATED);
    }

    @Test
    void aParkedPayoutMayDoWhatItsStageMay() {
        List<PayoutState> possible = Stream.of(PayoutState.values())
                .filter(to -> isPossible(parked(Map.of("transfer_attempts", 1, "transfer_id", 2150000123L)), to))
                .toList();

        assertThat(possible).containsExactly(FUNDING_REQUESTED, FUNDED, PARKED);
    }

    @Test
    void aPayoutThatWasParkedBeforeItsTransferRequestWasAnsweredIsTakenUpAgain() {
        Payout parked = parked(Map.of("transfer_attempts", 1));

        assertThat(ledger.payouts.open(parked.id()).transferAttempts()).isEqualTo(2);
    }

    @Test
    void aParkedPayoutWithATransferIsNeverDropped() {
        Payout parked = parked(Map.of("transfer_attempts", 1, "transfer_id", 2150000123L));

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> move(parked, DROPPED));
    }

    @Test
    void whoeverComesSecondIsRefused() {
        Payout read = ledger.accepted(deal);
        move(read, PARKED);

        assertThatExceptionOfType(StalePayoutException.class).isThrownBy(() -> move(read, TRANSFER_REQUESTED));
    }

    @Test
    void aChangeWithoutAMoveMakesEarlierReadsStaleToo() {
        Payout read = ledger.accepted(deal);
        move(read, ACCEPTED);

        assertThatExceptionOfType(StalePayoutException.class).isThrownBy(() -> move(read, TRANSFER_REQUESTED));
    }

    @Test
    void aRefusedMoveLeavesNoJournalLine() {
        Payout read = ledger.accepted(deal);
        move(read, PARKED);

        assertThat(catchThrowable(() -> move(read, TRANSFER_REQUESTED))).isNotNull();

        assertThat(ledger.journalOf(read)).containsExactly("became PARKED");
    }

    @Test
    void aMoveAndItsJournalLineAreUndoneTogether() {
        Payout payout = ledger.accepted(deal);

        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.moves.inTransaction(() -> {
                    move(payout, PARKED);
                    throw new IllegalStateException("a later step fails");
                }));

        assertThat(ledger.table.get(payout.id()).state()).isEqualTo(ACCEPTED);
        assertThat(ledger.count("journal")).isZero();
    }

    @Test
    void aMoveWhoseJournalLineCannotBeWrittenDoesNotHappen() {
        Payout payout = ledger.accepted(deal);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> ledger.moves.move(payout, PARKED, null, "no step", Map.of()));

        assertThat(ledger.table.get(payout.id()).state()).isEqualTo(ACCEPTED);
    }

    private Payout parked(Map<String, ?> columns) {
        return ledger.moves.move(ledger.accepted(deal++), PARKED, "test", null, columns);
    }

    private Payout move(Payout payout, PayoutState to) {
        return ledger.moves.move(payout, to, "test", "became " + to, Map.of());
    }

    private boolean isPossible(Payout payout, PayoutState to) {
        return !(catchThrowable(() -> move(payout, to)) instanceof IllegalTransitionException);
    }
}
