package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.FaultPlays.Case;
import dealpayouts.e2e.FaultStage.Played;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each remote call of a payout meets each fault once; {@link RemoteFaultsChaos} has them meet more often. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteFaultsIT {

    private FaultPlays plays;

    @BeforeAll
    void playAll() {
        plays = new FaultPlays(1);
    }

    @AfterAll
    void closeAll() {
        plays.close();
    }

    static Stream<Case> cases() {
        return FaultPlays.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDealIsPaidOnceAndSaysSoOnce(Case play) throws Exception {
        Played played = plays.of(play).get(0).get();

        assertThat(played.calls()).isPositive();
        assertThat(played.seen()).isEqualTo(played.promised());
    }
}
