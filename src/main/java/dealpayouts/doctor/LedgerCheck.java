package dealpayouts.doctor;

import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.LedgerCondition;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.UnusableLedgerException;
import java.time.Clock;
import java.util.List;
import org.springframework.dao.DataAccessException;

/** Bean {@code ledgerCheck}: whether the ledger can be written, and whether what is written stays. */
public final class LedgerCheck {

    private static final String CHECK = "ledger";

    private final String url;
    private final String user;
    private final String password;
    private final Clock clock;

    public LedgerCheck(String url, String user, String password, Clock clock) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.clock = clock;
    }

    public List<CheckResult> judge() {
        if (!LedgerDatabase.supports(url)) {
            return List.of(CheckResult.notChecked(CHECK, "LEDGER_URL is not set as it must be"));
        }
        try (LedgerDatabase database = LedgerDatabase.openBeside(url, user, password)) {
            LedgerCondition condition = new LedgerCondition(database, url);
            return List.of(
                    CheckResult.ok(CHECK, "writable, " + condition.write(clock)),
                    condition
                            .weakness()
                            .map(weakness -> CheckResult.problem(
                                    "ledger is durable", weakness, "change that: a lost payment may be made again"))
                            .orElseGet(() -> CheckResult.ok("ledger is durable", "yes, as far as can be seen")));
        } catch (IllegalTransitionException notReady) {
            return List.of(CheckResult.note(CHECK, withoutStop(notReady.getMessage()), "start the product"));
        } catch (DataAccessException | UnusableLedgerException e) {
            return List.of(CheckResult.problem(
                    CHECK,
                    "LEDGER_URL cannot be used: " + UnusableLedgerException.words(e),
                    "see that it is reachable and that this user may write there"));
        }
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
