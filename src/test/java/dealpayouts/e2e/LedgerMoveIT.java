package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A product that began on SQLite goes on with PostgreSQL. */
class LedgerMoveIT extends WithProduct {

    private final LedgerAddress postgresql = LedgerAddress.freshPostgresql();

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void afterTheMovePaidDealsStayPaidAndOpenOnesGoOn() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        long paid = pay();
        untilPaid(paid);
        long parked = product.payDeal("much", "EUR", kommo().addContact("Bo Quist", null, recipient("Bo Quist")));
        untilNote(parked, "Wise: ");
        product.stop();

        assertThat(copy(0)).contains("payout", "Copied.");
        product.set("ledger.url", postgresql.url());
        product.set("ledger.user", postgresql.user());
        product.set("ledger.password", postgresql.password());
        product.start();
        mention(paid);
        kommo().setDealField(parked, KommoStandIn.FIELD_AMOUNT, "20.00");
        mention(parked);
        long added = pay();

        untilFunded(parked);
        untilPaid(added);
        assertThat(transfersOf(paid)).hasSize(1);
        assertThat(notes(paid)).containsExactly(paidNote(paid));
        assertThat(wise().fundings()).isEqualTo(3);
    }

    @Test
    void aLedgerThatIsNotEmptyIsLeftAlone() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        untilPaid(pay());
        product.stop();
        copy(0);

        assertThat(copy(1)).contains("The other ledger is not empty").doesNotContain("Exception");
        product.start();
    }

    @Test
    void aRunningProductIsNotMoved() {
        start(World.PLATFORM_ON_SQLITE, Map.of());

        assertThat(copy(2)).contains("HTTP_PORT").doesNotContain("Exception");
    }

    private long recipient(String name) {
        return wise().addRecipient("EUR", name, null);
    }

    private void untilFunded(long deal) {
        patiently().until(() -> !transfersOf(deal).isEmpty() && transferOf(deal).funded());
    }

    @Test
    void aPasswordIsNotTakenFromTheCommandLine() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        product.stop();

        Operator.Outcome refused = type("", "--password", "a-secret");

        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
        assertThat(type("", "--password=a-secret").exitCode()).isEqualTo(2);
        product.start();
    }

    private String copy(int exitCode) {
        Operator.Outcome outcome = type(postgresql.password() + "\n", "--password");
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
        return outcome.output() + outcome.log();
    }

    private Operator.Outcome type(String lines, String... password) {
        List<String> command = new ArrayList<>(List.of("ledger", "copy", "--to", postgresql.url()));
        command.addAll(List.of("--user", postgresql.user()));
        command.addAll(List.of(password));
        Map<String, String> settings = new HashMap<>(
                Product.settings(World.PLATFORM_ON_SQLITE.dialect(), kommo().url(), wise().url(), product.ledger()));
        settings.put("http.port", String.valueOf(URI.create(product.webhook()).getPort()));
        return new Operator(ProductFolder.copy().path(), settings).answers(lines, command.toArray(String[]::new));
    }
}
