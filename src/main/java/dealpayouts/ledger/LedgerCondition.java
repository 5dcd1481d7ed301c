package dealpayouts.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an operator has to know of a ledger before money depends on it. */
public final class LedgerCondition {

    /** Gone when the machine starts again. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    /** SQLite's locks and its shared memory do not hold there. */
    private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs");
    /** Where PostgreSQL may lose what it has acknowledged. */
    private static final String UNSAFE =
            "select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')"
                    + " and setting = 'off' order by name";

    private final LedgerDatabase database;
    private final String url;

    /** @param url where that database is */
    public LedgerCondition(LedgerDatabase database, String url) {
        this.database = database;
        this.url = url;
    }

    /**
     * Commits something and says what is there.
     *
     * @return such as {@code 12 payouts, 3 of them not finished}
     * @throws org.springframework.dao.DataAccessException when it cannot be written
     */
    public String write(Clock clock) {
        new Leases(database, clock).take("doctor", 0);
        List<String> unfinished = List.of(PayoutState.values()).stream()
                .filter(state -> !state.isFinal())
                .map(state -> "'" + state.name() + "'")
                .toList();
        return count("select count(*) from payout") + " payouts, "
                + count("select count(*) from payout where state in (" + String.join(", ", unfinished) + ")")
                + " of them not finished";
    }

    private long count(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    /** Why what was committed may be lost; empty when nothing is known to speak for that. */
    public Optional<String> weakness() {
        if (database.supportsSeveralNodes()) {
            List<String> off = database.jdbc().sql(UNSAFE).query(String.class).list();
            return off.isEmpty()
                    ? Optional.empty()
                    : Optional.of("PostgreSQL runs with " + String.join(", ", off)
                            + " switched off and may lose what it has acknowledged");
        }
        try {
            String type = Files.getFileStore(LedgerDatabase.file(url)).type().toLowerCase(Locale.ROOT);
            if (IN_MEMORY.contains(type)) {
                return Optional.of("the file lies in memory (" + type + ") and is gone when the machine starts again");
            }
            return NETWORK.contains(type)
                    ? Optional.of("the file lies on a network file system (" + type + "), where SQLite is not safe")
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
