package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short storm in each build; {@link EditStormBench} is the long one. */
class EditedUnderLoadIT {

    private static final int EDITS = 12;
    private static final int PER_SECOND = 40;

    @Test
    void noDeliveryIsLostOrAnsweredOtherwiseWhileRoutesAreEdited() {
        try (EditStorm storm = new EditStorm()) {
            EditStorm.Outcome outcome = storm.play(EDITS, PER_SECOND);

            assertThat(outcome.wrong()).isEmpty();
            assertThat(outcome.stored()).isEqualTo(outcome.deliveries());
            assertThat(outcome.paidOnce()).isEqualTo(outcome.deals()).isPositive();
            assertThat(outcome.toLiveMs()).hasSize(EDITS - EDITS / 3);
        }
    }
}
