package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deal is paid once more only by the operator's command, and only after its money came back. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class NewCycleIT extends WithTransfers {

    private static final int REFUSED = 1;

    @Parameter
    World world;

    private Paid paid;

    private void begin() {
        start(world, Map.of());
        subscribeToTransfers(world);
        paid = payNewContractor();
    }

    @Test
    void afterARefundItPaysAgainWithAKeyOfItsOwn() {
        begin();
        refund();

        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
        }

        awaiting().untilAsserted(() -> assertThat(wise().fundings()).isEqualTo(2));
        assertThat(wise().transfers())
                .extracting(Transfer::customerTransactionId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void theJournalNamesWhoDecidedIt() {
        begin();
        refund();

        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
        }

        assertThat(product.ledgerColumn("journal", "actor || ': ' || outcome"))
                .contains("ann: followed by cycle 2", "ann: cycle 2 by an explicit act");
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing", "outgoing_payment_sent", "bounced_back", "cancelled"})
    void itIsRefusedWhileTheMoneyIsNotBack(String state) {
        begin();
        wise().advance(paid.transfer(), state);
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("wise_event", "state"))
                .contains(state));
        awaitSettled();

        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(REFUSED);
            assertThat(command.output()).contains("is not to be paid again");
        }

        assertThat(product.ledgerColumn("payout", "cycle")).containsExactly("1");
    }

    @Test
    void anEventOfTheOldCycleDoesNotTouchTheNewOne() {
        begin();
        refund();
        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
        }
        awaiting().untilAsserted(() -> assertThat(kommo().dealField(paid.deal(), KommoStandIn.FIELD_TRANSFER))
                .isNotEqualTo(String.valueOf(paid.transfer())));

        wise().advance(paid.transfer(), "charged_back");

        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "transfer_state"))
                .first()
                .isEqualTo("charged_back"));
        assertThat(product.ledgerColumn("payout", "state")).isEqualTo(List.of("RETURNED", "FUNDED"));
    }

    @Test
    void itCanBeBegunOnlyOnce() {
        begin();
        refund();
        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
        }
        awaiting().untilAsserted(() -> assertThat(wise().fundings()).isEqualTo(2));

        try (JarProcess command = newCycle()) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(REFUSED);
        }
    }

    private void refund() {
        wise().advance(paid.transfer(), "funds_refunded");
        awaitStatus(paid, "refunded");
    }

    private JarProcess newCycle() {
        Map<String, String> settings =
                new HashMap<>(Product.settings(world.dialect(), kommo().url(), wise().url(), product.ledger()));
        return JarProcess.start(
                ProductFolder.copy().path(),
                settings,
                "payouts",
                "new-cycle",
                String.valueOf(paid.deal()),
                "--actor",
                "ann");
    }
}
