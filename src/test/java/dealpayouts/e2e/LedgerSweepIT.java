package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.ledger.IdempotencyKey;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger is compared with its own work and with what is at Wise, on a clock that can be moved. */
class LedgerSweepIT extends WithTransfers {

    private static final long FOREIGN_DEAL = 4711;

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aPayoutWhoseTaskWasDeletedGoesOn(World world) throws SQLException {
        begin(world);
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        long deal = product.payDeal(null, "EUR", kommo().addContact("Ada Quist", null, recipient));
        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal)).hasSize(1));
        awaitSettled();
        deleteTasks();
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, "10.00");

        forward();

        awaiting().untilAsserted(() -> assertThat(wise().fundings()).isEqualTo(1));
        assertThat(product.ledgerColumn("journal", "outcome")).contains("payout 1 had no task and is taken up again");
        assertThat(metric("payouts_tasks_restored_total")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aTransferWithOurKeyThatTheLedgerDoesNotKnowIsCountedOnceAndNotTouched(World world) {
        begin(world);
        Paid ours = payNewContractor();
        long foreign = wise().makeElsewhere(
                        ours.recipient(),
                        "77.00",
                        IdempotencyKey.of(KommoStandIn.SUBDOMAIN, FOREIGN_DEAL, 2),
                        String.valueOf(FOREIGN_DEAL));
        wise().makeByHand(ours.recipient(), "88.00");
        wise().forgetCalls();

        forward();
        awaiting().untilAsserted(() -> assertThat(metric("payouts_transfers_unknown"))
                .isEqualTo(1));
        forward();
        awaiting().untilAsserted(() -> assertThat(wise().calls().stream()
                        .filter(call -> call.path().startsWith("/v1/transfers?"))
                        .count())
                .isEqualTo(2));

        assertThat(metric("payouts_transfers_unknown")).isEqualTo(1);
        assertThat(wise().calls()).allMatch(call -> call.method().equals("GET"));
        assertThat(transfer(foreign).fundingAttempts()).isZero();
    }

    @Test
    void aWiseThatCannotBeReachedIsAskedAgainFromTheSameTime() {
        begin(World.PLATFORM_ON_SQLITE);
        String before = watermark();
        wise().fault("GET", "/v1/transfers", Fault.status(500, "text/plain", ""), 1);

        forward();
        awaiting().untilAsserted(() -> assertThat(wise().calls().stream()
                        .filter(call -> call.path().startsWith("/v1/transfers?"))
                        .count())
                .isEqualTo(2));

        assertThat(watermark()).isEqualTo(before);
        forward();
        awaiting().untilAsserted(() -> assertThat(watermark()).isNotEqualTo(before));
    }

    @Test
    void anOldDeliveryIsForgottenAndItsPayoutIsNot() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of("ledger.keep-deliveries-days", "1", "ledger.retention-cron", "* * * * * ?"));
        payNewContractor();
        assertThat(product.ledgerColumn("delivery", "id")).isNotEmpty();

        clock.forward(Duration.ofDays(1));

        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("delivery", "id"))
                .isEmpty());
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("FUNDED");
    }

    private void begin(World world) {
        start(world, Map.of("sweep.first-ms", "100", "sweep.ledger-ms", "100", "sweep.transfers-ms", "100"));
        awaiting().untilAsserted(() -> assertThat(watermark()).isNotEqualTo("[]"));
    }

    /** As far as one more sweep. */
    private void forward() {
        Duration time = Duration.ofMinutes(1);
        kommo().passTime(time);
        wise().passTime(time);
        clock.forward(time);
    }

    private String watermark() {
        return product.ledgerColumn("(select name as id, at from watermark where name like 'wise-%') w", "at").stream()
                .findFirst()
                .orElse("[]");
    }

    private void deleteTasks() throws SQLException {
        try (Connection connection = product.ledger().connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from scheduled_tasks where task_name = 'payout'");
        }
    }
}
