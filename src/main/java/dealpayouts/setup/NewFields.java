package dealpayouts.setup;

import dealpayouts.doctor.CheckResult;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.kommo.FieldDefinitions;
import dealpayouts.kommo.FieldDefinitions.Definition;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.PayoutField;
import dealpayouts.kommo.Pipelines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/** Bean {@code newFields}: which fields there are, and those that are to be made (Kommo reference §9). */
public final class NewFields {

    private static final int FIRST_IN_SORT = 510;

    private final KommoSettings kommo;
    private final Map<PayoutField, Long> ids;
    private final EnvironmentBlock environment;

    /** @param ids the fields that the settings name */
    public NewFields(KommoSettings kommo, Map<PayoutField, Long> ids, EnvironmentBlock environment) {
        this.kommo = kommo;
        this.ids = Map.copyOf(ids);
        this.environment = environment;
    }

    /**
     * A field that payouts use.
     *
     * @param entity of Kommo's path: {@code leads} or {@code contacts}
     * @param existing its definition in Kommo; null when it has to be made
     * @param question to be answered before it is made
     */
    public record Item(PayoutField field, String check, String entity, Definition existing, String question) {}

    /**
     * All fields: each is looked for by the id in the settings, then by the code that setup gives it.
     *
     * @param dealFields the deals' fields in Kommo
     * @param contactFields the contacts' fields in Kommo
     */
    public List<Item> items(
            @Variable("dealFields") List<Definition> dealFields,
            @Variable("contactFields") List<Definition> contactFields) {
        return Stream.of(PayoutField.values())
                .map(field -> item(field, field.entity() == PayoutField.Entity.DEAL ? dealFields : contactFields))
                .toList();
    }

    private Item item(PayoutField field, List<Definition> defined) {
        Optional<Definition> existing = defined.stream()
                .filter(definition -> Long.valueOf(definition.id()).equals(ids.get(field)))
                .findFirst()
                .or(() -> defined.stream()
                        .filter(definition -> field.code().equals(definition.code()))
                        .findFirst());
        return new Item(
                field,
                "field " + field.label(),
                field.entity().path(),
                existing.orElse(null),
                "Kommo: make the field '" + field.label() + "' (" + field.type() + ") on "
                        + field.entity().label() + "s?");
    }

    /** A field that is there already. */
    public CheckResult kept(@Variable("item") Item item) {
        Definition there = item.existing();
        String what = there.id() + " '" + there.name() + "', " + there.type();
        if (!item.field().isUsable(there.type())) {
            return CheckResult.problem(
                    item.check(),
                    what + " is there, of a type that is not usable",
                    "change its code in Kommo, or set " + item.field().variable() + " to a field of another type");
        }
        environment.field(item.field(), there.id());
        return CheckResult.ok(item.check(), what + " is there");
    }

    /**
     * The request that makes it. The Pay stage demands amount and currency from whoever moves a deal there by hand; what
     * nobody but the product writes cannot be edited by hand.
     *
     * @param pipelines Kommo's list of pipelines
     * @param currencies what can be chosen as currency, separated by commas
     */
    public String request(
            @Variable("item") Item item,
            @Variable("pipelinesAnswer") String pipelines,
            @Variable("currencies") String currencies) {
        PayoutField field = item.field();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", field.label());
        request.put("type", field.type());
        request.put("code", field.code());
        request.put("sort", FIRST_IN_SORT + field.ordinal());
        request.put("is_api_only", field == PayoutField.STATUS);
        if (field == PayoutField.CURRENCY) {
            request.put("enums", options(currencies));
        }
        if (field == PayoutField.AMOUNT || field == PayoutField.CURRENCY) {
            request.put(
                    "required_statuses",
                    Pipelines.stages(pipelines).stream()
                            .filter(stage -> kommo.isPayStage(stage.pipelineId(), stage.id()))
                            .map(stage -> Map.of("pipeline_id", stage.pipelineId(), "status_id", stage.id()))
                            .toList());
        }
        return Json.write(List.of(request));
    }

    private static List<Map<String, Object>> options(String currencies) {
        List<String> codes = Stream.of(currencies.split(",")).map(String::strip).toList();
        return codes.stream()
                .map(code -> Map.<String, Object>of("value", code, "code", code, "sort", codes.indexOf(code) + 1))
                .toList();
    }

    /** @throws UnreadableAnswerException when Kommo's answer does not name the field that was to be made */
    public CheckResult made(@Variable("item") Item item, @Variable("fieldAnswer") String answer) {
        long id = FieldDefinitions.read(answer).stream()
                .filter(made -> item.field().type().equals(made.type()))
                .findFirst()
                .orElseThrow(
                        () -> new UnreadableAnswerException("Kommo's answer does not name the field; run setup again"))
                .id();
        environment.field(item.field(), id);
        return CheckResult.ok(item.check(), id + " '" + item.field().label() + "' was made");
    }
}
