package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WiseEvent.BalanceMove;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Everything the Wise stand-in remembers. Used by one thread at a time; {@link WiseStandIn} holds the lock. */
final class WiseWorld {

    static final long USER = 9001001;
    static final long PERSONAL_PROFILE = 20045500;
    static final long BUSINESS_PROFILE = 20045501;

    /** @param state VISIBLE, HIDDEN or DEACTIVATED */
    record Profile(long id, String type, String name, String state) {}

    static final class Balance {
        final long id;
        final Instant created;
        BigDecimal amount;
        Instant modified;

        Balance(long id, Instant created) {
            this.id = id;
            this.created = created;
        }
    }

    static final class Recipient {
        final long id;
        final String currency;
        final RecipientType type;
        final String name;
        final ObjectNode details;
        long profile;
        boolean active = true;
        /** Null when Wise has nothing to confirm. */
        ObjectNode confirmations;

        Recipient(long id, long profile, String currency, RecipientType type, String name, ObjectNode details) {
            this.id = id;
            this.profile = profile;
            this.currency = currency;
            this.type = type;
            this.name = name;
            this.details = details;
        }

        /** Whether a person has to accept what Wise found out (§6). */
        boolean wantsAcceptance() {
            return confirmations != null
                    && !confirmations.path("acceptedOutcomes").asBoolean();
        }
    }

    final Dialect dialect;
    final WiseScenario scenario = new WiseScenario();
    final WiseDeliveries deliveries;
    String country = "GB";
    final Map<Long, Profile> profiles = new LinkedHashMap<>();
    final Map<String, Balance> balances = new LinkedHashMap<>();
    final TreeMap<Long, Recipient> recipients = new TreeMap<>();
    final Map<String, Quote> quotes = new HashMap<>();
    final TreeMap<Long, SentTransfer> transfers = new TreeMap<>();
    final Map<UUID, SentTransfer> transfersByKey = new HashMap<>();
    final List<Consumer<String>> listeners = new ArrayList<>();

    private volatile Clock clock = Clock.systemUTC();
    private long lastRecipient = 702204454;
    private long lastTransfer = 2150000122L;
    private long lastBalance = 310076;
    private long lastBalanceTransaction = 6510092;

    WiseWorld(Dialect dialect) {
        this.dialect = dialect;
        deliveries = new WiseDeliveries(dialect, this::now);
        profiles.put(PERSONAL_PROFILE, new Profile(PERSONAL_PROFILE, "PERSONAL", "Dana Reed", "VISIBLE"));
        profiles.put(BUSINESS_PROFILE, new Profile(BUSINESS_PROFILE, "BUSINESS", "Acme Studio Ltd", "VISIBLE"));
    }

    Instant now() {
        return clock.instant();
    }

    void passTime(Duration duration) {
        clock = Clock.offset(clock, duration);
    }

    long nextRecipientId() {
        return ++lastRecipient;
    }

    long nextTransferId() {
        return ++lastTransfer;
    }

    void tell(String sentence) {
        listeners.forEach(listener -> listener.accept(sentence));
    }

    /** Sets a balance as a transaction of its own and tells subscribers what it gained or lost; no transfer is 0. */
    long setBalance(String currency, BigDecimal amount, String why, long transfer, Instant at) {
        Balance balance = balances.computeIfAbsent(currency, key -> new Balance(++lastBalance, now()));
        BigDecimal after = Currencies.rounded(amount, currency);
        String before = balance.amount == null ? "none" : Currencies.digits(balance.amount, currency);
        BigDecimal gain = balance.amount == null ? after : after.subtract(balance.amount);
        balance.amount = after;
        balance.modified = now();
        tell("balance " + currency + " " + before + " -> " + Currencies.digits(after, currency) + " (" + why + ")");
        long transaction = ++lastBalanceTransaction;
        boolean credit = gain.signum() > 0;
        BalanceMove move = new BalanceMove(credit, gain.abs(), currency, balance.id, transfer, after, transaction);
        if (gain.signum() != 0) {
            deliveries.send(WiseEvent.balanceUpdate(BUSINESS_PROFILE, move, at));
        }
        if (credit) {
            deliveries.send(WiseEvent.balanceCredit(BUSINESS_PROFILE, move, at));
        }
        return transaction;
    }

    /** A transaction of now without a transfer. */
    long setBalance(String currency, BigDecimal amount, String why) {
        return setBalance(currency, amount, why, 0, now());
    }

    void topUp(String currency, BigDecimal amount) {
        Balance balance = balances.get(currency);
        setBalance(currency, balance == null ? amount : balance.amount.add(amount), "topped up");
    }

    Profile profile(long id, String path) {
        Profile profile = profiles.get(id);
        if (profile == null) {
            throw new Refusal(
                    WiseErrors.plain(403, "Forbidden", "You are forbidden to send this request", now(), path));
        }
        return profile;
    }

    /** The recipient when it exists in one of this user's profiles. */
    Recipient recipient(long id) {
        Recipient recipient = recipients.get(id);
        return recipient != null && profiles.containsKey(recipient.profile) ? recipient : null;
    }

    static JsonNode body(Call call) {
        return Json.read(call.body())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> WiseErrors.refusal(400, "invalid.request", "The body is not a JSON object.", null));
    }

    /** A JSON integer of the body, null when absent or null; anything else is refused. */
    static Long integer(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw WiseErrors.notValid(field, "Please send an integer.");
        }
        return value.longValue();
    }

    /** A JSON string of the body, null when absent or null; anything else is refused. */
    static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw WiseErrors.notValid(field, "Please send a text.");
        }
        return value.textValue();
    }
}
