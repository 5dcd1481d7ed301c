package dealpayouts.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is changed without a yes. */
class ConsoleTest {

    private final StringWriter printed = new StringWriter();

    @ParameterizedTest
    @CsvSource({"y, true", "Yes, true", " YES , true", "n, false", "'', false", "yo, false", "ja, false"})
    void onlyYesIsYes(String answer, boolean agreed) throws IOException {
        assertThat(console(false, answer + "\n").agrees("Make it?")).isEqualTo(agreed);
        assertThat(printed).hasToString("Make it? [y/N] ");
    }

    @Test
    void whereNobodyCanAnswerNothingIsAgreed() throws IOException {
        assertThat(console(false, "").agrees("Make it?")).isFalse();
    }

    @Test
    void whoAgreedBeforeIsNotAsked() throws IOException {
        assertThat(console(true, "n\n").agrees("Make it?")).isTrue();
        assertThat(printed.toString()).isEmpty();
    }

    private Console console(boolean always, String input) {
        return new Console(always, new BufferedReader(new StringReader(input)), new PrintWriter(printed));
    }
}
