package dealpayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person reads who types a command for the first time, or wrongly. */
class CommandsTest {

    private static final int NOT_BEGUN = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int type(String line) {
        return Commands.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }

    static Stream<String> everyCommand() {
        return names("", Commands.commandLine());
    }

    private static Stream<String> names(String before, CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .filter(sub -> !sub.getKey().equals("help"))
                .flatMap(sub -> Stream.concat(
                        Stream.of(before + sub.getKey()), names(before + sub.getKey() + " ", sub.getValue())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpIsShownAfterEveryCommand(String command) {
        assertThat(type(command + " --help")).isZero();

        assertThat(out.toString()).contains("Usage: deal-payouts " + command).contains("--json", "--version");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "payouts --version", "payouts list -V"})
    void theVersionIsShownAnywhere(String line) {
        assertThat(type(line)).isZero();

        assertThat(out.toString()).contains("deal-payouts ", "Camel 4.18.0", "Java " + Runtime.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"payouts list --state parked --most 5 --help", "payouts --help", "--help"})
    void helpIsShownAnywhere(String line) {
        assertThat(type(line)).isZero();

        assertThat(out.toString()).startsWith("Usage: deal-payouts");
    }

    @Test
    void aShellCanCompleteCommands() {
        assertThat(type("generate-completion")).isZero();

        assertThat(out.toString()).contains("deal-payouts", "new-cycle", "complete -F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payouts list --most -3 | must be a number from 1 to 100000, not '-3'",
                "payouts list --most 0 | must be a number from 1 to 100000, not '0'",
                "payouts list --since yesterday | 'yesterday' is not a time or a day such as 2026-09-01",
                "payouts list --state paid | expected one of [ACCEPTED",
                "payouts show Landing | 'Landing' is not a number",
                "payouts show 99999999999999999999 | is not a number",
                "payouts export --month September | 'September' is not a month such as 2026-09",
                "payouts export --from 2026-9-1 --to 2026-10-01 | '2026-9-1' is not a day such as 2026-09-01",
                "payouts retry 4711 | Missing required option: '--actor",
                "replay delivery --since 1.9.2026 | '1.9.2026' is not a time or a day",
                "replay event x | 'x' is not a number",
                "status --most many | must be a number from 1 to 100000",
                "payuots list | Unmatched argument",
                "setup --json | --json needs --yes"
            })
    void aMistakeIsToldInPlainWords(String line, String words) {
        assertThat(type(line)).isEqualTo(NOT_BEGUN);

        String told = line.contains("--json") ? out.toString() : err.toString();
        assertThat(told)
                .contains(words)
                .doesNotContain("java.", "Exception", "LocalDate", "YearMonth", "Instant", "long");
    }

    @Test
    void aScriptReadsAMistakeAsJson() {
        assertThat(type("payouts list --most -3 --json")).isEqualTo(NOT_BEGUN);

        assertThat(Json.read(out.toString()).at("/error/0").asText()).contains("must be a number from 1 to 100000");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatGoesWrongLaterIsJsonToo() {
        assertThat(type("payouts list --json")).isEqualTo(NOT_BEGUN);

        assertThat(Json.read(out.toString()).path("error").toString()).contains("WISE_API_KEY is not set");
    }

    @Test
    void configTellsWhereEachSettingComesFrom() {
        type("config --json");

        assertThat(Json.read(out.toString()).path("settings"))
                .anySatisfy(line -> {
                    assertThat(line.path("variable").asText()).isEqualTo("WISE_SOURCE_CURRENCY");
                    assertThat(line.path("value").asText()).isEqualTo("USD");
                    assertThat(line.path("from").asText()).isEqualTo("default");
                })
                .anySatisfy(line -> {
                    assertThat(line.path("variable").asText()).isEqualTo("WISE_API_KEY");
                    assertThat(line.path("value").isNull()).isTrue();
                    assertThat(line.path("from").asText()).isEqualTo("not set");
                });
        assertThat(Json.read(out.toString()).path("problems").toString()).contains("WISE_API_KEY is not set");
    }

    @Test
    void configNamesWhatWins() {
        System.setProperty("batch.size", "7");
        try {
            assertThat(ConfigCommand.origin("batch.size", "1000", "1000", Map.of("BATCH_SIZE", "8")))
                    .isEqualTo("environment");
            assertThat(ConfigCommand.origin("batch.size", "1000", "9", Map.of()))
                    .isEqualTo("option -Dbatch.size");
        } finally {
            System.clearProperty("batch.size");
        }
        assertThat(ConfigCommand.origin("batch.size", "1000", "9", Map.of())).isEqualTo("application.properties");
    }

    @ParameterizedTest
    @CsvSource({
        "wise.api-key, 1234-5678, set",
        "ledger.password, geheim, set",
        "ledger.url, jdbc:postgresql://db/payouts?user=ann&password=geheim, jdbc:postgresql://db/payouts?user=…&password=…",
        "wise.base-url, https://ann:geheim@gateway.example, https://…@gateway.example",
        "wise.source-currency, EUR, EUR"
    })
    void configShowsNoSecret(String key, String value, String shown) {
        assertThat(ConfigCommand.shown(key, value)).isEqualTo(shown);
    }
}
