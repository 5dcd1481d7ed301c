package dealpayouts.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.CheckResult.Mark;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a token may fund, by all that can be known without moving money. */
class FundingPermissionCheckTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-01T12:00:00.123Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "US, 200, , OK, yes",
        "US, 403, REJECTED, NOTE, no",
        "US, 403, , OK, yes",
        "US, , , OK, yes",
        "MY, 404, , OK, yes",
        "GB, 403, REJECTED, NOTE, no",
        "GB, 200, , NOTE, perhaps",
        "GB, 404, , NOTE, probably not",
        "'', 200, , NOTE, perhaps",
        "'', , , NOTE, probably not"
    })
    void countryAndApprovalDecide(String country, Integer status, String approval, Mark mark, String found) {
        CheckResult finding =
                new FundingPermissionCheck("USD", false, CLOCK).judge(profiles(country), 7, status, approval);

        assertThat(finding.mark()).isEqualTo(mark);
        assertThat(finding.found()).startsWith(found + ": ");
    }

    @Test
    void whoWantsDraftsNeedsNoRight() {
        assertThat(new FundingPermissionCheck("USD", true, CLOCK)
                        .judge(profiles("GB"), 7, 403, "REJECTED")
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void theStatementIsThatOfTheBalanceThatPays() {
        Map<String, String> statement = new FundingPermissionCheck("USD", false, CLOCK)
                .statement("[{\"id\":1,\"currency\":\"EUR\"},{\"id\":2,\"currency\":\"USD\"}]");

        assertThat(statement)
                .containsEntry("balanceId", "2")
                .containsEntry("from", "2026-08-31T12:00:00Z")
                .containsEntry("to", "2026-09-01T12:00:00Z");
    }

    @Test
    void withoutThatBalanceThereIsNoStatement() {
        assertThat(new FundingPermissionCheck("GBP", false, CLOCK).statement("[{\"id\":1,\"currency\":\"EUR\"}]"))
                .isNull();
    }

    private static String profiles(String country) {
        return "[{\"id\":6},{\"id\":7,\"address\":{\"countryIso2Code\":\"" + country + "\"}}]";
    }
}
