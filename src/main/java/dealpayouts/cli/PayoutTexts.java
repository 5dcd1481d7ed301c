package dealpayouts.cli;

import dealpayouts.ledger.Contractors;
import dealpayouts.ledger.PayoutRecord;
import dealpayouts.ledger.PayoutState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What people read of payouts beside their numbers. */
final class PayoutTexts {

    private final Map<Long, String> names;

    private PayoutTexts(Map<Long, String> names) {
        this.names = names;
    }

    static PayoutTexts of(Contractors contractors, Collection<PayoutRecord> payouts) {
        return new PayoutTexts(contractors.names(
                payouts.stream().map(each -> each.payout().contractorId()).toList()));
    }

    /** Name and id of the contact; the id alone when its name was never read. */
    String contractor(PayoutRecord record) {
        Long id = record.payout().contractorId();
        String name = id == null ? "" : names.getOrDefault(id, "");
        return id == null ? "-" : name.isBlank() ? "contact " + id : name + " (" + id + ")";
    }

    /** The sentence on the deal that says why a parked payout does not go on. */
    static Optional<String> reason(PayoutRecord record) {
        if (record.payout().state() != PayoutState.PARKED) {
            return Optional.empty();
        }
        return Optional.of(
                record.payout().note() == null
                        ? "parked as " + record.payout().reason()
                        : record.payout().note().replaceFirst("^Wise: ", ""));
    }

    /** For scripts. */
    Map<String, Object> fields(PayoutRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>(record.fields());
        Long id = record.payout().contractorId();
        fields.put("contractor", id == null ? null : names.get(id));
        fields.put("note", record.payout().note());
        return fields;
    }
}
