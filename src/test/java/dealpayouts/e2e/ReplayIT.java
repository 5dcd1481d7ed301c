package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.RecordedCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was received can be taken once more by the operator's command, and at worst nothing comes of it. */
class ReplayIT extends WithTransfers {

    private static final int REFUSED = 1;
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private World world = World.PLATFORM_ON_SQLITE;

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void everythingReplayedTwiceWritesNothingMoreAnywhere(World of) {
        world = of;
        start(world, withStages(Map.of()));
        subscribeToTransfers(world);
        subscribe(world, "balances#update");
        Paid sent = payNewContractor();
        Paid failed = payNewContractor();
        wise().advance(sent.transfer(), "outgoing_payment_sent");
        awaitStatus(sent, "sent");
        wise().payoutFailure(failed.transfer(), "WRONG_ID_NUMBER", "no such person");
        wise().activeCases(failed.transfer(), "documents");
        wise().advance(failed.transfer(), "bounced_back");
        awaitNote(failed, "came back");
        wise().refund(failed.transfer(), "900.00");
        awaitNote(failed, "only 900");
        wise().topUp("USD", "5.00");
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("wise_event", "facts"))
                .anyMatch(facts -> String.valueOf(facts).contains("\"5.00\"")));
        awaitSettled();
        List<String> notes = notes(sent, failed);
        List<String> rows = rows();
        kommo().forgetCalls();
        wise().forgetCalls();

        for (int time = 0; time < 2; time++) {
            assertThat(replay("delivery", "--since", LONG_AGO)).contains("Deliveries replayed: 2, new payouts: 0.");
            assertThat(replay("event", "--since", LONG_AGO)).contains("Events replayed: ");
            awaitNothingToDo();
        }

        assertThat(Stream.concat(kommo().calls().stream(), wise().calls().stream()))
                .extracting(RecordedCall::method)
                .containsOnly("GET");
        assertThat(notes(sent, failed)).isEqualTo(notes);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void oneDeliveryThatWasTakenForNothingIsPaidAfterTheMistakeIsMended() {
        start(world, Map.of("kommo.payout-stage-id", "67000004"));
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        long deal = product.payDeal("10.00", "EUR", kommo().addContact("Ada Quist", null, recipient));
        assertThat(product.ledgerColumn("payout", "id")).isEmpty();
        product.restartWith("kommo.payout-stage-id", "67000003");

        assertThat(replay("delivery", "1")).contains("new payouts: 1.");

        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal)).anyMatch(note -> note.startsWith("Wise: paid")));
        assertThat(product.ledgerColumn("delivery", "id")).hasSize(1);
    }

    @Test
    void whatTheLedgerDoesNotHaveIsRefused() {
        start(world, Map.of());

        try (JarProcess command = command("event", "77")) {
            assertThat(command.awaitExit()).isEqualTo(REFUSED);
            assertThat(command.output()).contains("There is no event 77 in this ledger.");
        }
    }

    private List<String> notes(Paid... deals) {
        return Stream.of(deals)
                .flatMap(paid -> kommo().notes(paid.deal()).stream())
                .toList();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("delivery", "wise_event", "feedback", "payout")) {
            rows.add(table + ": " + product.ledgerColumn(table, "id"));
        }
        return rows;
    }

    private void awaitNothingToDo() {
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn(
                        "(select task_instance as id, task_name from scheduled_tasks where task_name <> 'watch') t",
                        "task_name"))
                .isEmpty());
        awaitSettled();
    }

    private String replay(String... arguments) {
        try (JarProcess command = command(arguments)) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            return command.output();
        }
    }

    private JarProcess command(String... arguments) {
        Map<String, String> settings =
                new HashMap<>(Product.settings(world.dialect(), kommo().url(), wise().url(), product.ledger()));
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(arguments));
        return JarProcess.start(ProductFolder.copy().path(), settings, all.toArray(String[]::new));
    }
}
