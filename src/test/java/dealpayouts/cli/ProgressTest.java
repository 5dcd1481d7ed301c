package dealpayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aPersonSeesHowFarItIsAndTheLineGoesAway() {
        try (Progress progress = new Progress("Copying", new PrintWriter(err), true)) {
            progress.at(1, 2_000);
            progress.at(2, 2_000);
            progress.at(2_000, 2_000);
        }

        assertThat(err.toString())
                .contains("Copying: 1 of 2,000", "Copying: 2,000 of 2,000")
                .doesNotContain("Copying: 2 of 2,000")
                .doesNotContain("\n")
                .endsWith("\r\u001b[K");
    }

    @Test
    void whereNobodySitsNothingIsPrinted() {
        try (Progress progress = new Progress("Copying", new PrintWriter(err), false)) {
            progress.at(1, 2);
            progress.at("payout");
        }

        assertThat(err.toString()).isEmpty();
    }
}
