package dealpayouts.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.doctor.CheckResult.Mark;
import dealpayouts.json.Json;
import dealpayouts.kommo.FieldDefinitions.Definition;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.PayoutField;
import dealpayouts.setup.NewFields.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields setup takes for its own, and how it asks for those that are missing. */
class NewFieldsTest {

    private static final KommoSettings KOMMO =
            new KommoSettings("northlight", null, 1L, 11, 0, 0, null, 0, "WORK", false, null, null);
    private static final String PIPELINES =
            """
            {"_embedded":{"pipelines":[{"id":1,"_embedded":{"statuses":[{"id":11},{"id":12}]}},
              {"id":2,"_embedded":{"statuses":[{"id":11}]}}]}}""";

    private final EnvironmentBlock environment = new EnvironmentBlock(KOMMO, Map.of());

    @Test
    void aFieldIsFoundByTheIdOfTheSettingsBeforeItsCode() {
        List<Definition> defined = List.of(
                new Definition(5, "By code", "PAYOUT_AMOUNT", "numeric", List.of()),
                new Definition(6, "By id", "", "numeric", List.of()));

        assertThat(item(Map.of(PayoutField.AMOUNT, 6L), defined).existing().id())
                .isEqualTo(6);
        assertThat(item(Map.of(PayoutField.AMOUNT, 7L), defined).existing().id())
                .isEqualTo(5);
        assertThat(item(Map.of(), defined).existing().id()).isEqualTo(5);
        assertThat(item(Map.of(), List.of()).existing()).isNull();
    }

    @Test
    void oneOfAnotherTypeIsNotTaken() {
        Item item = item(Map.of(), List.of(new Definition(5, "Amount", "PAYOUT_AMOUNT", "date", List.of())));

        assertThat(fields(Map.of()).kept(item).mark()).isEqualTo(Mark.PROBLEM);
        assertThat(environment.known()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AMOUNT, numeric, false",
        "CURRENCY, select, false",
        "TRANSFER, text, false",
        "STATUS, text, true",
        "RECIPIENT, text, false"
    })
    void onlyWhatNobodyHasToEditCannotBeEdited(PayoutField field, String type, boolean apiOnly) {
        JsonNode request = request(field);

        assertThat(request.path("type").asText()).isEqualTo(type);
        assertThat(request.path("is_api_only").asBoolean()).isEqualTo(apiOnly);
    }

    @ParameterizedTest
    @CsvSource({"AMOUNT, 1", "CURRENCY, 1", "TRANSFER, 0", "STATUS, 0", "RECIPIENT, 0"})
    void thePayStageDemandsAmountAndCurrency(PayoutField field, int stages) {
        JsonNode required = request(field).path("required_statuses");

        assertThat(required).hasSize(stages);
        if (stages > 0) {
            assertThat(required.at("/0/pipeline_id").asLong()).isEqualTo(1);
            assertThat(required.at("/0/status_id").asLong()).isEqualTo(11);
        }
    }

    @Test
    void theCurrenciesAreChosenFrom() {
        assertThat(request(PayoutField.CURRENCY).path("enums").findValuesAsText("value"))
                .containsExactly("EUR", "USD");
    }

    private JsonNode request(PayoutField field) {
        Item item = fields(Map.of()).items(List.of(), List.of()).get(field.ordinal());
        return Json.read(fields(Map.of()).request(item, PIPELINES, "EUR, USD")).get(0);
    }

    private Item item(Map<PayoutField, Long> ids, List<Definition> defined) {
        return fields(ids).items(defined, List.of()).get(PayoutField.AMOUNT.ordinal());
    }

    private NewFields fields(Map<PayoutField, Long> ids) {
        return new NewFields(KOMMO, ids, environment);
    }
}
