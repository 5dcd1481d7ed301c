package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.kommo.KommoMessages;
import dealpayouts.kommo.KommoSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A ledger belongs to one Kommo account and one profile at Wise, whatever their names become. */
@ParameterizedClass
@EnumSource(Store.class)
class IdentityTest {

    private static final String WISE = "https://api.wise.com";
    private static final long ACCOUNT = 32000001;
    private static final long OTHER = 32000002;
    private static final long PROFILE = 20045501;
    private static final String OLD = "northlight";
    private static final String NEW = "northlight-studio";
    private static final long STAGE = 67000003;
    private static final Crm CRM =
            new KommoMessages(new KommoSettings(NEW, null, null, STAGE, 1, 2, null, 3, "WORK", false, null, null));

    @Parameter
    Store store;

    private LedgerDatabase database;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLedgerOfTodayKeepsItsKeysUnderAnotherName() {
        upgraded();
        Identity renamed = identity(NEW, ACCOUNT, WISE, null);
        renamed.open();
        renamed.accountIs(account(ACCOUNT));

        Deliveries deliveries = deliveries(renamed);
        deliver(deliveries, 15500123);
        deliver(deliveries, 15500124);

        assertThat(columns("customer_transaction_id"))
                .isEqualTo(IdempotencyKey.of(OLD, 15500123, 1) + "," + IdempotencyKey.of(OLD, 15500124, 1));
    }

    @Test
    void aDealThatWasPaidUnderAnyFormerNameIsNotBegunAgain() {
        upgraded();
        payout(NEW, 15500124);
        Identity identity = identity(NEW, null, WISE, null);

        deliver(deliveries(identity), 15500123);

        assertThat(columns("deal_id")).isEqualTo("15500123,15500124");
    }

    @Test
    void underAnotherNameNothingIsBoundWithoutAnySignOfTheAccount() {
        upgraded();
        Identity renamed = identity(NEW, null, WISE, null);

        assertThat(renamed.isInDoubt()).isTrue();
        assertThatExceptionOfType(OtherLedgerException.class)
                .isThrownBy(() -> renamed.accountIs(account(ACCOUNT)))
                .withMessageContaining("set KOMMO_ACCOUNT_ID=" + ACCOUNT);
        assertThat(renamed.isKnown()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"32000001, true", "32000002, false"})
    void underAnotherNameTheAccountOfEarlierDeliveriesDecides(long here, boolean same) {
        upgraded();
        deliver(deliveries(identity(OLD, null, WISE, null)), 15500123);
        Identity renamed = identity(NEW, null, WISE, null);

        if (same) {
            renamed.accountIs(account(here));
        } else {
            assertThatExceptionOfType(OtherLedgerException.class)
                    .isThrownBy(() -> renamed.accountIs(account(here)))
                    .withMessageContaining("account " + ACCOUNT)
                    .withMessageContaining("account " + OTHER);
        }
        assertThat(renamed.isKnown()).isEqualTo(same);
    }

    @Test
    void theAccountIsBoundWhenItIsKnownFirst() {
        open();
        identity(OLD, null, WISE, null).accountIs(account(ACCOUNT));

        Identity later = identity(NEW, null, WISE, null);

        assertThat(later.isKnown()).isFalse();
        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(later::requireKnown);
        assertThatExceptionOfType(OtherLedgerException.class).isThrownBy(() -> later.accountIs(account(OTHER)));
        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(later::requireKnown);
        later.accountIs(account(ACCOUNT));
        later.requireKnown();
        assertThat(later.keyName()).isEqualTo(OLD);
    }

    @Test
    void anAccountOtherThanTheSettingIsRefused() {
        open();
        assertThatExceptionOfType(OtherLedgerException.class)
                .isThrownBy(() -> identity(OLD, OTHER, WISE, null).accountIs(account(ACCOUNT)));

        identity(OLD, ACCOUNT, WISE, null).accountIs(account(ACCOUNT));
        assertThatExceptionOfType(OtherLedgerException.class)
                .isThrownBy(() -> identity(OLD, OTHER, WISE, null).open())
                .withMessageContaining("KOMMO_ACCOUNT_ID");
    }

    @Test
    void aStartWithAnotherAddressOrProfileOfWisesIsRefused() {
        open();
        identity(OLD, null, WISE, null).profileIs(PROFILE);

        assertThatExceptionOfType(OtherLedgerException.class)
                .isThrownBy(() -> identity(OLD, null, "https://api.sandbox.transferwise.tech", null)
                        .open())
                .withMessageContaining("api.wise.com")
                .withMessageContaining("ledger accept-address");
        assertThatExceptionOfType(OtherLedgerException.class)
                .isThrownBy(() -> identity(OLD, null, WISE, 1L).open())
                .withMessageContaining("WISE_PROFILE_ID");
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> identity(OLD, null, WISE, null).profileIs(1))
                .matches(stop -> stop.getReason() == StopReason.PROFILE_UNUSABLE);
        assertThatCode(() -> identity(OLD, null, WISE + "/", PROFILE).open()).doesNotThrowAnyException();
    }

    @Test
    void aNewAddressOfTheSameWiseIsAcceptedByAnExplicitAct() {
        open();
        identity(OLD, null, "https://old.gateway.example", null).profileIs(PROFILE);
        Identity moved = identity(OLD, null, "https://new.gateway.example/wise", null);

        assertThat(moved.acceptAddress("ann")).isEqualTo("new.gateway.example/wise");

        assertThatCode(moved::open).doesNotThrowAnyException();
    }

    @Test
    void theProfileOfALedgerOfTodayIsTheOneThatPaid() {
        upgraded();

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> identity(OLD, null, WISE, null).profileIs(1));
        assertThatCode(() -> identity(OLD, null, WISE, null).profileIs(PROFILE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.wise.com, api.wise.com",
        "https://API.wise.com:443/, api.wise.com",
        "https://gateway.example:8443/wise/, gateway.example:8443/wise",
        "http://localhost:40123, localhost",
        "http://127.0.0.1:40124/wise, localhost/wise"
    })
    void anAddressIsHostAndPath(String url, String address) {
        open();
        assertThat(Identity.address(url)).isEqualTo(address);
    }

    private void open() {
        LedgerAddress at = store.prepared();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
    }

    /** A ledger of the version before, with one deal paid. */
    private void upgraded() {
        LedgerAddress at = store.fresh();
        database = LedgerDatabase.connect(at.url(), at.user(), at.password(), 5);
        LedgerDatabase.schema(database.forLedger(), store == Store.SQLITE)
                .target("12")
                .load()
                .migrate();
        payout(OLD, 15500123);
        database.updateSchema();
    }

    private void payout(String account, long deal) {
        database.jdbc()
                .sql("insert into payout (account, deal_id, cycle, customer_transaction_id, state, version, created_at,"
                        + " updated_at, profile_id, transfer_id) values (?, ?, 1, ?, 'SENT', 1, current_timestamp,"
                        + " current_timestamp, ?, ?)")
                .params(account, deal, IdempotencyKey.of(account, deal, 1).toString(), PROFILE, deal)
                .update();
    }

    private Identity identity(String name, Long account, String wise, Long profile) {
        return new Identity(database, Clock.systemUTC(), new Identity.Claim(name, account, wise, profile), CRM);
    }

    private Deliveries deliveries(Identity identity) {
        Clock clock = Clock.systemUTC();
        return new Deliveries(
                database,
                new PayoutTable(database, clock),
                new Journal(database, clock, new RouteVersionContext()),
                new OpenLedger.Queue(),
                clock,
                CRM,
                identity);
    }

    private static void deliver(Deliveries deliveries, long deal) {
        String form = "leads[status][0][id]=" + deal + "&leads[status][0][status_id]=" + STAGE
                + "&leads[status][0][pipeline_id]=1&account[id]=" + ACCOUNT;
        deliveries.store("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }

    private String columns(String column) {
        return String.join(
                ",",
                database.jdbc()
                        .sql("select cast(" + column + " as varchar(40)) from payout order by deal_id")
                        .query(String.class)
                        .list());
    }

    private static String account(long id) {
        return "{\"id\":" + id + ",\"subdomain\":\"whatever\"}";
    }
}
