package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger comes back from a backup that is older than the latest payments: nothing is paid twice, and the deals say so. */
class RestoreIT extends WithProduct {

    private static final String SQLITE = "jdbc:sqlite:";

    @AfterEach
    void stop() {
        product.close();
    }

    /** Without the field it is Wise that answers with the transfer that exists. */
    @ParameterizedTest(name = "with the field \"Wise transfer\": {0}")
    @ValueSource(booleans = {true, false})
    void whatWasPaidSinceTheBackupIsNotPaidAgain(boolean transferField) throws IOException {
        start(World.PLATFORM_ON_SQLITE, transferField ? Map.of() : Map.of("cf.wise-transfer", ""));
        long before = pay();
        untilPaid(before);
        long open = product.payDeal("much", "EUR", kommo().addContact("Bo Quist", null, recipient("Bo Quist")));
        untilNote(open, "Wise: ");
        untilNothingIsDue(before);
        Path backup = backUp();
        kommo().setDealField(open, KommoStandIn.FIELD_AMOUNT, "20.00");
        mention(open);
        untilPaid(open);
        long since = pay();
        untilPaid(since);
        untilNothingIsDue(since);

        restore(backup);
        List.of(before, open, since).forEach(this::mention);
        long added = pay();

        untilPaid(added);
        untilExplained(open);
        untilExplained(since);
        assertThat(wise().fundings()).isEqualTo(4);
        assertThat(wise().transfers()).hasSize(4).allMatch(transfer -> transfer.funded());
        assertThat(notes(before)).containsExactly(paidNote(before));
    }

    /** After the note of the payment there is one more, which says what a person has to know. */
    private void untilExplained(long deal) {
        patiently().untilAsserted(() -> {
            List<String> notes = notes(deal);
            assertThat(notes.subList(indexOfPaid(notes) + 1, notes.size()))
                    .singleElement()
                    .asString()
                    .startsWith("Wise: ");
        });
    }

    private static int indexOfPaid(List<String> notes) {
        for (int i = 0; i < notes.size(); i++) {
            if (notes.get(i).startsWith("Wise: paid ")) {
                return i;
            }
        }
        return notes.size() - 1;
    }

    /** As docs/operations.md says: the product stands still, or {@code sqlite3 … ".backup …"} makes the copy. */
    private Path backUp() throws IOException {
        product.stop();
        Path backup = Files.createTempDirectory("backup").resolve("ledger.db");
        Files.copy(file(), backup);
        product.start();
        return backup;
    }

    private void restore(Path backup) throws IOException {
        product.stop();
        for (String end : List.of("-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file() + end));
        }
        Files.copy(backup, file(), StandardCopyOption.REPLACE_EXISTING);
        product.start();
    }

    private Path file() {
        return Path.of(product.ledger().url().substring(SQLITE.length()));
    }

    private long recipient(String name) {
        return wise().addRecipient("EUR", name, null);
    }
}
