package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.FaultPlays.Case;
import dealpayouts.e2e.FaultStage.Played;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each remote call of a payout meets each kind of fault once; {@link RemoteFaultsChaos} has it meet all, and more often. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteFaultsIT {

    /** One of each kind; the others differ in how the outcome is hidden. */
    private static final Set<Mishap> IN_EACH_BUILD = EnumSet.of(
            Mishap.RESET_BEFORE,
            Mishap.CUT_AFTER,
            Mishap.ERROR_AFTER,
            Mishap.TRUNCATED_JSON_AFTER,
            Mishap.HTML_BEFORE,
            Mishap.OTHER_JSON_BEFORE,
            Mishap.LATE_EFFECT);

    private static final int STAGES = 4;

    private FaultPlays plays;

    @BeforeAll
    void playAll() {
        plays = new FaultPlays(STAGES, 1, IN_EACH_BUILD);
    }

    @AfterAll
    void closeAll() {
        plays.close();
    }

    static Stream<Case> cases() {
        return FaultPlays.cases(IN_EACH_BUILD);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDealIsPaidOnceAndSaysSoOnce(Case play) throws Exception {
        Played played = plays.of(play).get(0).get();

        assertThat(played.calls()).isPositive();
        assertThat(played.seen()).isEqualTo(played.promised());
    }
}
