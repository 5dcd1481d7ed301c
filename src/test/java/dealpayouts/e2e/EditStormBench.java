package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 200 edits, a third of them broken, under 200 deliveries a second; prints how long a save takes to be live. */
class EditStormBench {

    @Test
    void twoHundredEdits() {
        try (EditStorm storm = new EditStorm()) {
            EditStorm.Outcome outcome =
                    storm.play(Integer.getInteger("bench.edits", 200), Integer.getInteger("bench.per-second", 200));
            System.out.println(outcome);

            assertThat(outcome.wrong()).isEmpty();
            assertThat(outcome.stored()).isEqualTo(outcome.deliveries());
            assertThat(outcome.paidOnce()).isEqualTo(outcome.deals());
        }
    }
}
