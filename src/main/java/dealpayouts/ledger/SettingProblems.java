package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is wrong with settings, as the data of a remote showed it last, for all nodes that have the same settings. */
public final class SettingProblems {

    /** As much as a column holds. */
    private static final int LONGEST = 2000;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final Clock clock;

    SettingProblems(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.clock = clock;
    }

    /**
     * One problem.
     *
     * @param checked what was looked at, in a few words
     * @param found what is wrong
     * @param toDo what the operator has to do, which names the setting
     * @param seenAt when it was seen last
     */
    public record Problem(String checked, String found, String toDo, Instant seenAt) {

        /** Whether that is the same, whenever it was seen. */
        public boolean isSame(Problem other) {
            return checked.equals(other.checked) && found.equals(other.found);
        }
    }

    /**
     * What was found now takes the place of what was known.
     *
     * @param remote whose data was looked at
     * @param settings hash of the settings that were looked at
     */
    public void replace(String remote, String settings, List<Problem> problems) {
        database.inTransaction(() -> {
            jdbc.sql("delete from setting_problem where remote = ? and settings = ?")
                    .params(remote, settings)
                    .update();
            for (int place = 0; place < problems.size(); place++) {
                Problem problem = problems.get(place);
                jdbc.sql("insert into setting_problem (remote, settings, place, checked, found, to_do, seen_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                remote,
                                settings,
                                place,
                                problem.checked(),
                                cut(problem.found()),
                                cut(problem.toDo()),
                                Timestamp.from(clock.instant()))
                        .update();
            }
            return null;
        });
    }

    /** What is wrong with these settings, as far as it is known. */
    public List<Problem> of(String settings) {
        return database.atOnce(
                () -> reads.sql("select * from setting_problem where settings = ? order by remote, place")
                        .param(settings)
                        .query((row, number) -> new Problem(
                                row.getString("checked"),
                                row.getString("found"),
                                row.getString("to_do"),
                                PayoutTable.instant(row, "seen_at")))
                        .list());
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
