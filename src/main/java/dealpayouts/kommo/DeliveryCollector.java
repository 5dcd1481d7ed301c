package dealpayouts.kommo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Gathers the values of one delivery, in whatever order they come, and makes deals of them. Indexes are keys of a
 * sorted map, so they may have gaps of any size.
 */
final class DeliveryCollector {

    /** The most levels a value may be nested in: documented ones need seven (Kommo reference §3.4). */
    static final int DEEPEST = 16;

    private static final int MOST_VALUES = 100_000;
    private static final int MOST_PROBLEMS = 100;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SUBDOMAIN = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    // Trees, not hashes: whoever sends the body chooses these numbers and could make all their hashes equal.
    private final Map<String, NavigableMap<Long, Values>> deals = new LinkedHashMap<>();
    private final Map<String, NavigableMap<Long, FieldValues>> customFields = new HashMap<>();
    private final Values account = new Values("id", "subdomain");
    private final Set<String> problems = new LinkedHashSet<>();
    private int values;
    private int furtherProblems;

    DeliveryCollector() {
        for (String action : List.of("status", "add", "update")) {
            deals.put(action, new TreeMap<>());
            customFields.put(action, new TreeMap<>());
        }
    }

    /** Counts one more value, whether or not it will be of interest. */
    void count() {
        values++;
        if (values > MOST_VALUES) {
            throw new UnusableDeliveryException("The delivery holds more than 100,000 values, so it was not read.");
        }
    }

    /** Takes a text at a path such as {@code leads, status, 0, id}; an empty text is the same as none. */
    void value(List<String> path, String text) {
        if (path.size() == 2 && path.get(0).equals("account")) {
            account.put(path.get(1), text);
        }
        if (path.size() == 2 && isDeals(path) && !text.isBlank()) {
            problem("leads[" + path.get(1) + "] was left out: it is not a list of deals.");
        }
        if (path.size() >= 3 && isDeals(path)) {
            deal(path).ifPresent(deal -> {
                if (path.size() == 4) {
                    deal.put(path.get(3), text);
                } else if (path.size() > 5 && path.get(3).equals("custom_fields")) {
                    customFields
                            .get(path.get(1))
                            .computeIfAbsent(Long.valueOf(path.get(2)), first -> new FieldValues())
                            .put(path.subList(4, path.size()), text);
                }
            });
        }
    }

    /** Takes note of a list or an object at a path: an empty one has no values but may stand for a deal. */
    void group(List<String> path) {
        if (path.size() == 3 && isDeals(path)) {
            deal(path);
        }
    }

    void tooDeep() {
        problem("A value was left out: it is nested deeper than 16 levels.");
    }

    void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        } else if (!problems.contains(sentence)) {
            furtherProblems++;
        }
    }

    WebhookPayload delivery() {
        var from = new Account(accountId(), subdomain());
        var read = new ArrayList<DealSighting>();
        var seen = new TreeSet<>(Comparator.comparingLong(DealSighting::dealId)
                .thenComparing(DealSighting::pipelineId, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(DealSighting::statusId, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(deal -> new TreeMap<>(deal.fields()).toString()));
        deals.forEach((action, items) -> items.forEach((index, fields) -> {
            Optional<DealSighting> deal = sighting(action, index, fields);
            deal.filter(seen::add).ifPresent(read::add);
        }));
        return new WebhookPayload(from, read, sentences());
    }

    private boolean isDeals(List<String> path) {
        return path.get(0).equals("leads") && deals.containsKey(path.get(1));
    }

    private Optional<Values> deal(List<String> path) {
        String index = path.get(2);
        if (!INDEX.matcher(index).matches()) {
            problem("A deal in leads[" + path.get(1) + "] was left out: its index is not a number.");
            return Optional.empty();
        }
        return Optional.of(deals.get(path.get(1))
                .computeIfAbsent(
                        Long.valueOf(index),
                        first -> new Values("id", "status_id", "pipeline_id", "last_modified", "updated_at")));
    }

    private Optional<DealSighting> sighting(String action, long index, Values fields) {
        Optional<String> fault = fields.isAbsent("id")
                ? Optional.of("it has no id")
                : fields.fault("id").or(() -> fields.fault("status_id")).or(() -> fields.fault("pipeline_id"));
        if (fault.isPresent()) {
            problem("leads[" + action + "][" + index + "] was left out: " + fault.get() + ".");
            return Optional.empty();
        }
        return Optional.of(new DealSighting(
                fields.number("id"),
                action,
                fields.number("pipeline_id"),
                fields.number("status_id"),
                // Only for people to look at, so a time that cannot be read is as good as none.
                fields.isNumber("last_modified") ? fields.number("last_modified") : time(fields),
                customFieldsOf(action, index)));
    }

    private Map<Long, String> customFieldsOf(String action, long index) {
        FieldValues fields = customFields.get(action).get(index);
        return fields == null ? Map.of() : fields.texts();
    }

    private static Long time(Values fields) {
        return fields.isNumber("updated_at") ? fields.number("updated_at") : null;
    }

    private Long accountId() {
        Optional<String> fault = account.fault("id");
        fault.ifPresent(reason -> problem("The account id was left out: " + reason + "."));
        return fault.isPresent() ? null : account.number("id");
    }

    private String subdomain() {
        if (account.isAbsent("subdomain")) {
            return null;
        }
        Optional<String> subdomain =
                account.text("subdomain").filter(text -> SUBDOMAIN.matcher(text).matches());
        if (subdomain.isEmpty()) {
            problem("The account subdomain was left out: it is not one name of letters and digits.");
        }
        return subdomain.orElse(null);
    }

    private List<String> sentences() {
        var sentences = new ArrayList<>(problems);
        if (furtherProblems > 0) {
            sentences.add("There are " + furtherProblems + " more problems like these.");
        }
        return sentences;
    }
}
