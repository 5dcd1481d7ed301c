package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.Operator.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The doctor beside a running product. */
class DoctorIT extends WithProduct {

    private Operator operator;

    private void begin(World world) {
        start(world, Map.of());
        wise().setCountry("US");
        kommo().subscribe(product.webhook());
        operator = Operator.beside(product);
    }

    @AfterEach
    void end() {
        product.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_SQLITE"})
    void nothingIsToBeDoneWhereAllIsWell(World world) {
        begin(world);

        Outcome doctor = operator.types("doctor");

        assertThat(doctor.output()).doesNotContain("✗", "!", "–").contains("✓ funding by token");
        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.log()).isEmpty();
    }

    @Test
    void aWrongTokenOfTheDoctorDoesNotStopTheProduct() {
        begin(World.PLATFORM_ON_SQLITE);

        Outcome doctor = operator.with("kommo.access-token", "wrong")
                .with("wise.api-key", "wrong")
                .types("doctor");

        assertThat(doctor.output())
                .contains("✗ Kommo token", "→ set KOMMO_ACCESS_TOKEN", "✗ Wise token", "→ set WISE_API_KEY")
                .doesNotContain("Pay stage", "Wise profile");
        assertThat(product.ledgerColumn("(select 1 as id, count(*) as closed from closed_remote) c", "closed"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({"0, must be greater than zero", "two, must be a whole number", "'', must be a whole number"})
    void aWrongPaceIsToldAndStopsNothing(String callsPerSecond, String sentence) {
        begin(World.PLATFORM_ON_SQLITE);

        Outcome doctor =
                operator.with("kommo.command-calls-per-second", callsPerSecond).types("doctor");

        assertThat(doctor.output())
                .contains("KOMMO_COMMAND_CALLS_PER_SECOND " + sentence)
                .contains("✓ Kommo token", "✓ Wise token");
    }

    @Test
    void nothingIsWrittenToKommoOrWise() {
        begin(World.PLATFORM_ON_SQLITE);
        kommo().forgetCalls();
        wise().forgetCalls();

        operator.types("doctor");

        assertThat(kommo().calls()).isNotEmpty().allMatch(call -> call.method().equals("GET"));
        assertThat(wise().calls()).isNotEmpty().allMatch(call -> call.method().equals("GET"));
    }
}
