package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this ledger belongs to: Kommo's account by its number, Wise's address and profile, each bound when it is known
 * first. The account's name in the keys of payouts is the one from when the ledger began; it is a name only and never
 * changes. Nothing is paid before Kommo has said in this process which account it is.
 */
public final class Identity {

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    private static final String KEY_NAME = "key-name";
    private static final String KOMMO_NAME = "kommo-name";
    private static final String KOMMO_ACCOUNT = "kommo-account";
    private static final String WISE_ADDRESS = "wise-address";
    private static final String WISE_PROFILE = "wise-profile";

    /** So many of the latest deliveries are asked which account they came from. */
    private static final int DELIVERIES = 50;

    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443);

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Claim settings;
    private final Crm crm;
    private volatile String keyName;
    private volatile Long account;
    private volatile Long profile;
    private volatile String problem;

    /**
     * What the settings say.
     *
     * @param kommoName the account's subdomain now
     * @param kommoAccount its number; null when it is not set
     * @param wiseAddress Wise's base address
     * @param wiseProfile the paying profile; null for the only one
     */
    public record Claim(String kommoName, Long kommoAccount, String wiseAddress, Long wiseProfile) {}

    Identity(LedgerDatabase database, Clock clock, Claim settings, Crm crm) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
        this.settings = settings;
        this.crm = crm;
    }

    /** The name of the account, as the settings say it. */
    String name() {
        return settings.kommoName();
    }

    /**
     * Compares what is known of this ledger with the settings, before anything is done with it.
     *
     * @throws OtherLedgerException when they lead somewhere else
     */
    public void open() {
        keyName();
        String address = address(settings.wiseAddress());
        bound(WISE_ADDRESS).filter(known -> !known.equals(address)).ifPresent(known -> {
            throw new OtherLedgerException("This ledger belongs to Wise at " + known + ", but WISE_BASE_URL leads to "
                    + address + ", which does not know what was paid there. Set WISE_BASE_URL back or LEDGER_URL to"
                    + " another ledger. If it is the same Wise under a new address, run: ledger accept-address");
        });
        if (settings.wiseProfile() != null) {
            requireSame(WISE_PROFILE, settings.wiseProfile(), "Wise's profile", "WISE_PROFILE_ID");
        }
        if (settings.kommoAccount() != null) {
            requireSame(KOMMO_ACCOUNT, settings.kommoAccount(), "Kommo's account", "KOMMO_ACCOUNT_ID");
        }
    }

    private void requireSame(String name, long here, String what, String setting) {
        bound(name).filter(known -> !known.equals(String.valueOf(here))).ifPresent(known -> {
            throw new OtherLedgerException("This ledger belongs to " + what + " " + known + ", but " + setting + " is "
                    + here + ". Set it back, or set LEDGER_URL to another ledger.");
        });
    }

    /** Whether Kommo is to be asked at the start which account it is: its name is not the one that it had before. */
    public boolean isInDoubt() {
        return bound(KOMMO_NAME)
                .filter(name -> !name.equalsIgnoreCase(settings.kommoName()))
                .isPresent();
    }

    /** The account's name in the keys of all payouts. */
    String keyName() {
        if (keyName == null) {
            keyName = bind(KEY_NAME, settings.kommoName());
        }
        return keyName;
    }

    /** Whether Kommo has said in this process which account it is. */
    public boolean isKnown() {
        return account != null;
    }

    /** Kommo's number of the account, as bound or else as set; null when neither is known. */
    Long account() {
        return account != null
                ? account
                : bound(KOMMO_ACCOUNT).map(Long::valueOf).orElse(settings.kommoAccount());
    }

    /** @throws RetryLaterException before Kommo has said which account it is */
    void requireKnown() {
        if (!isKnown()) {
            throw new RetryLaterException("Kommo has not said yet which account it is");
        }
    }

    /**
     * Compares Kommo's account with the one that the ledger belongs to, or binds it.
     *
     * @param answer Kommo's account
     * @throws OtherLedgerException when it is another one, or that cannot be ruled out
     */
    public void accountIs(String answer) {
        JsonNode read = answer == null ? null : Json.read(answer);
        if (read == null || !read.path("id").isIntegralNumber()) {
            throw new UnreadableAnswerException("Kommo's account has no id");
        }
        long here = read.path("id").longValue();
        database.inTransaction(() -> {
            Optional<String> before = bound(KOMMO_ACCOUNT);
            if (before.isEmpty()) {
                requireOurs(here);
            }
            String known = bind(KOMMO_ACCOUNT, String.valueOf(here));
            boolean isOther = !known.equals(String.valueOf(here))
                    || (settings.kommoAccount() != null && settings.kommoAccount() != here);
            if (isOther) {
                throw other(before.orElse(String.valueOf(settings.kommoAccount())), here);
            }
            replace(KOMMO_NAME, settings.kommoName(), Journal.SYSTEM);
            return null;
        });
        account = here;
        problem = null;
    }

    /** Why nothing is paid, as long as the settings lead to another account; empty when they do not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** A ledger from before its account was bound, under another name: only what came from Kommo tells whose it is. */
    private void requireOurs(long here) {
        if (keyName().equalsIgnoreCase(settings.kommoName())) {
            return;
        }
        Long known = settings.kommoAccount() != null ? settings.kommoAccount() : accountOfDeliveries();
        if (known == null) {
            throw told(
                    new OtherLedgerException("The payouts of this ledger were made when the Kommo account was called "
                            + keyName() + "; now KOMMO_SUBDOMAIN is " + settings.kommoName() + ", account " + here
                            + ". Nothing is paid until it is known that this is the same account: if it is, set"
                            + " KOMMO_ACCOUNT_ID=" + here + "; if not, set LEDGER_URL to another ledger."));
        }
        if (known != here) {
            throw other(String.valueOf(known), here);
        }
    }

    private OtherLedgerException other(String known, long here) {
        return told(new OtherLedgerException("This ledger belongs to Kommo's account " + known
                + ", but KOMMO_SUBDOMAIN " + settings.kommoName() + " and the token lead to account " + here
                + ". Nothing is paid. Set them back, or set LEDGER_URL to another ledger."));
    }

    private OtherLedgerException told(OtherLedgerException other) {
        if (!other.getMessage().equals(problem)) {
            LOG.error(other.getMessage());
        }
        problem = other.getMessage();
        return other;
    }

    private Long accountOfDeliveries() {
        List<Long> accounts = jdbc.sql(
                        "select content_type, body from delivery where source = 'KOMMO' and problem is null"
                                + " order by id desc limit " + DELIVERIES)
                .query((row, number) -> crm.read(row.getString("content_type"), row.getBytes("body"))
                        .accountId())
                .list();
        return accounts.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * Binds the ledger to the profile that was chosen, and to Wise's address, or compares.
     *
     * @throws Stop when the ledger belongs to another profile
     */
    public void profileIs(long profileId) {
        if (profile != null && profile == profileId) {
            return;
        }
        String address = address(settings.wiseAddress());
        String known = database.inTransaction(() -> {
            String bound = bind(WISE_PROFILE, String.valueOf(profileId));
            boolean isOurs = bound.equals(String.valueOf(profileId))
                    && bind(WISE_ADDRESS, address).equals(address);
            return isOurs ? null : bound;
        });
        if (known != null) {
            throw new Stop(
                    StopReason.PROFILE_UNUSABLE,
                    Map.of(
                            "problem",
                            "this ledger belongs to Wise's profile " + known + ", not to profile " + profileId + " at "
                                    + address));
        }
        profile = profileId;
    }

    /**
     * The explicit act by which the address in the settings is accepted for the same Wise.
     *
     * @param actor who decided it
     * @return the address
     */
    public String acceptAddress(String actor) {
        String address = address(settings.wiseAddress());
        database.inTransaction(() -> {
            replace(WISE_ADDRESS, address, actor);
            return null;
        });
        return address;
    }

    /** Host and path, and the port when it is not the usual one; of this machine's own addresses the path alone. */
    static String address(String baseUrl) {
        URI uri = URI.create(baseUrl);
        String path = Optional.ofNullable(uri.getPath()).orElse("").replaceAll("/+$", "");
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return "localhost" + path;
        }
        boolean usual = uri.getPort() < 0 || Objects.equals(USUAL_PORTS.get(uri.getScheme()), uri.getPort());
        return host + (usual ? "" : ":" + uri.getPort()) + path;
    }

    private Optional<String> bound(String name) {
        return jdbc.sql("select value from ledger_identity where name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    /** @return what it is bound to: the value, or another one from before */
    private String bind(String name, String value) {
        return database.inTransaction(() -> {
            jdbc.sql("insert into ledger_identity (name, value, bound_at, bound_by) values (?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(name, value, Timestamp.from(clock.instant()), Journal.SYSTEM)
                    .update();
            return bound(name).orElseThrow();
        });
    }

    private void replace(String name, String value, String actor) {
        jdbc.sql("insert into ledger_identity (name, value, bound_at, bound_by) values (?, ?, ?, ?)"
                        + " on conflict (name) do update set value = excluded.value, bound_at = excluded.bound_at,"
                        + " bound_by = excluded.bound_by where ledger_identity.value <> excluded.value")
                .params(name, value, Timestamp.from(clock.instant()), actor)
                .update();
    }
}
