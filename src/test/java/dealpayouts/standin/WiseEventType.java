package dealpayouts.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events that can be subscribed to, with the versions whose payload the stand-in knows (Wise reference §12). */
enum WiseEventType {
    STATE_CHANGE("transfers#state-change", "2.0.0", "4.0.0"),
    PAYOUT_FAILURE("transfers#payout-failure", "2.0.0", "4.0.0", "5.0.0"),
    REFUND("transfers#refund", "2.0.0", "4.0.0"),
    ACTIVE_CASES("transfers#active-cases", "2.0.0", "4.0.0"),
    BALANCE_UPDATE("balances#update", "2.2.0", "3.0.0", "4.0.0"),
    BALANCE_CREDIT("balances#credit", "2.0.0");

    private static final String GUIDE_VERSION = "2.0";

    final String trigger;
    private final List<String> versions;

    WiseEventType(String trigger, String... versions) {
        this.trigger = trigger;
        this.versions = List.of(versions);
    }

    static Optional<WiseEventType> of(String trigger) {
        return Arrays.stream(values())
                .filter(type -> type.trigger.equals(trigger))
                .findFirst();
    }

    boolean comesIn(String version, Dialect dialect) {
        return dialect == Dialect.GUIDE ? version.equals(GUIDE_VERSION) : versions.contains(version);
    }

    String newestVersion(Dialect dialect) {
        return dialect == Dialect.GUIDE ? GUIDE_VERSION : versions.get(versions.size() - 1);
    }
}
