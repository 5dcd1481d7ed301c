package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which files made up each version of the routes that the journal names. */
public final class RouteVersions {

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;

    RouteVersions(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /**
     * Keeps a version; one that is known is left as it is.
     *
     * @param hashes SHA-256 of each file, by its name
     */
    public void record(String version, Map<String, String> hashes) {
        database.inTransaction(() -> {
            hashes.forEach((file, hash) -> jdbc.sql("insert into route_file (version, file, sha256, first_used_at)"
                            + " values (?, ?, ?, ?) on conflict do nothing")
                    .params(version, file, hash, Timestamp.from(clock.instant()))
                    .update());
            return version;
        });
    }

    /** SHA-256 of each file of a version, by its name; empty for one that was never used. */
    public Map<String, String> files(String version) {
        Map<String, String> files = new LinkedHashMap<>();
        jdbc.sql("select file, sha256 from route_file where version = ? order by file")
                .param(version)
                .query((RowCallbackHandler) row -> files.put(row.getString("file"), row.getString("sha256")));
        return files;
    }
}
