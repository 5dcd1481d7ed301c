package dealpayouts.doctor;

import dealpayouts.kommo.FieldDefinitions.Definition;
import dealpayouts.kommo.PayoutField;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;

/** Bean {@code fieldChecks}: whether the fields that the settings name exist and can be used. */
public final class FieldChecks {

    private final Map<PayoutField, Long> ids;

    /** @param ids what the settings say; a field without an id is not in it */
    public FieldChecks(Map<PayoutField, Long> ids) {
        this.ids = Map.copyOf(ids);
    }

    /**
     * Judges all fields.
     *
     * @param dealFields the deals' fields in Kommo
     * @param contactFields the contacts' fields in Kommo
     */
    public List<CheckResult> judge(
            @Variable("dealFields") List<Definition> dealFields,
            @Variable("contactFields") List<Definition> contactFields) {
        List<CheckResult> findings = new ArrayList<>();
        for (PayoutField field : PayoutField.values()) {
            findings.add(judge(field, field.entity() == PayoutField.Entity.DEAL ? dealFields : contactFields));
        }
        return findings;
    }

    /** What a finding about that field is called. */
    static String check(PayoutField field) {
        return "field " + field.label();
    }

    private CheckResult judge(PayoutField field, List<Definition> defined) {
        String check = check(field);
        Long id = ids.get(field);
        if (id == null) {
            return notSet(field, check);
        }
        Optional<Definition> found =
                defined.stream().filter(definition -> definition.id() == id).findFirst();
        if (found.isEmpty()) {
            return CheckResult.problem(
                    check,
                    "no field " + id + " on " + field.entity().label() + "s",
                    "set " + field.variable() + " to the id of such a field; setup makes one");
        }
        Definition definition = found.get();
        String what = id + " '" + definition.name() + "', " + definition.type();
        if (!field.isUsable(definition.type())) {
            return CheckResult.problem(
                    check,
                    what + ", a type that is not usable",
                    "set " + field.variable() + " to a field of another type; setup makes one");
        }
        return field == PayoutField.CURRENCY ? currency(check, what, definition) : CheckResult.ok(check, what);
    }

    private static CheckResult notSet(PayoutField field, String check) {
        String toDo = "set " + field.variable() + "; setup makes the field and prints its id";
        if (field.isRequired()) {
            return CheckResult.problem(check, field.variable() + " is not set", toDo);
        }
        return CheckResult.note(
                check,
                field == PayoutField.TRANSFER
                        ? "not set: deals that another ledger has paid are not recognised"
                        : "not set: the deal shows its state in notes only",
                toDo);
    }

    private static CheckResult currency(String check, String what, Definition definition) {
        List<String> unusable = definition.options().stream()
                .filter(option -> !isCurrency(option))
                .toList();
        return unusable.isEmpty()
                ? CheckResult.ok(check, what)
                : CheckResult.note(
                        check,
                        what + "; no payout is possible with " + String.join(", ", unusable),
                        "rename these options to currency codes such as EUR, or remove them");
    }

    private static boolean isCurrency(String option) {
        try {
            CurrencyCode.payable(option);
            return true;
        } catch (InvalidMoneyException notPayable) {
            return false;
        }
    }
}
