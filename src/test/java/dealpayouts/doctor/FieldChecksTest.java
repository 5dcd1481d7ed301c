package dealpayouts.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.CheckResult.Mark;
import dealpayouts.kommo.FieldDefinitions;
import dealpayouts.kommo.FieldDefinitions.Definition;
import dealpayouts.kommo.PayoutField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the fields of the settings exist and can be used. */
class FieldChecksTest {

    private final Map<PayoutField, Long> ids = new EnumMap<>(PayoutField.class);

    @ParameterizedTest
    @CsvSource({
        "AMOUNT, numeric, OK",
        "AMOUNT, monetary, OK",
        "AMOUNT, text, OK",
        "AMOUNT, date, PROBLEM",
        "CURRENCY, select, OK",
        "CURRENCY, text, OK",
        "CURRENCY, multiselect, PROBLEM",
        "TRANSFER, text, OK",
        "TRANSFER, url, PROBLEM",
        "STATUS, textarea, OK",
        "STATUS, select, PROBLEM",
        "RECIPIENT, text, OK",
        "RECIPIENT, numeric, OK",
        "RECIPIENT, multitext, PROBLEM"
    })
    void theTypeMustFit(PayoutField field, String type, Mark mark) {
        ids.put(field, 5L);

        assertThat(judge(field, List.of(new Definition(5, "Any", "", type, List.of())))
                        .mark())
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @EnumSource(PayoutField.class)
    void aFieldThatKommoDoesNotHaveIsNamed(PayoutField field) {
        ids.put(field, 5L);

        CheckResult finding = judge(field, List.of(new Definition(6, "Other", "", "text", List.of())));

        assertThat(finding.mark()).isEqualTo(Mark.PROBLEM);
        assertThat(finding.found()).startsWith("no field 5 on ");
        assertThat(finding.toDo()).contains(field.variable());
    }

    @ParameterizedTest
    @CsvSource({"AMOUNT, PROBLEM", "CURRENCY, PROBLEM", "RECIPIENT, PROBLEM", "TRANSFER, NOTE", "STATUS, NOTE"})
    void oneThatIsNotSetKeepsPayoutsBackOnlyWhenItIsRequired(PayoutField field, Mark mark) {
        assertThat(judge(field, List.of()).mark()).isEqualTo(mark);
    }

    @Test
    void anOptionThatIsNoCurrencyIsNamed() {
        ids.put(PayoutField.CURRENCY, 5L);

        CheckResult finding = judge(
                PayoutField.CURRENCY,
                List.of(new Definition(5, "Currency", "", "select", List.of("EUR", "Dollars", "XAU"))));

        assertThat(finding.mark()).isEqualTo(Mark.NOTE);
        assertThat(finding.found()).endsWith("no payout is possible with Dollars, XAU");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"_embedded\":{\"custom_fields\":[{\"id\":5,\"name\":\"Fee\",\"type\":\"text\"}]}}",
                "[{\"id\":5,\"name\":\"Fee\",\"type\":\"text\"}]",
                "{\"id\":5,\"name\":\"Fee\",\"type\":\"text\"}"
            })
    void aDefinitionIsReadWrappedAndBare(String answer) {
        assertThat(FieldDefinitions.read(answer)).containsExactly(new Definition(5, "Fee", "", "text", List.of()));
    }

    private CheckResult judge(PayoutField field, List<Definition> defined) {
        return new FieldChecks(ids).judge(defined, defined).get(field.ordinal());
    }
}
