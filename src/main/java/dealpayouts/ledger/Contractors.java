package dealpayouts.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bean {@code contractors}: what people call the contacts that are paid, for lists that people read. */
public final class Contractors {

    private static final int LONGEST = 250;
    /** As many as one statement asks for. */
    private static final int AT_ONCE = 500;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;

    Contractors(LedgerDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
    }

    /** Remembers the name that the contact has now. */
    public void seen(@Variable("contractor") Contractor contractor) {
        String name = contractor.name().codePointCount(0, contractor.name().length()) <= LONGEST
                ? contractor.name()
                : contractor.name().substring(0, contractor.name().offsetByCodePoints(0, LONGEST));
        if (!name.equals(names(List.of(contractor.id())).get(contractor.id()))) {
            database.inTransaction(() -> jdbc.sql("insert into contractor (contact_id, name) values (?, ?)"
                            + " on conflict (contact_id) do update set name = excluded.name")
                    .params(contractor.id(), name)
                    .update());
        }
    }

    /** The names of these contacts, as far as they are known. */
    public Map<Long, String> names(Collection<Long> contacts) {
        List<Long> ids =
                contacts.stream().filter(Objects::nonNull).distinct().sorted().toList();
        Map<Long, String> names = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            reads.sql("select contact_id, name from contractor where contact_id in ("
                            + String.join(", ", Collections.nCopies(some.size(), "?")) + ")")
                    .params(some)
                    .query((row, number) -> names.put(row.getLong("contact_id"), row.getString("name")))
                    .list();
        }
        return names;
    }
}
