package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a ledger on SQLite. */
class LedgerFilesTest {

    @TempDir
    private Path parent;

    @Test
    void folderAndFilesAreTheirOwnersAlone() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path folder = parent.resolve("data");

        try (LedgerDatabase database = open(folder.resolve("ledger.db"))) {
            database.check();

            assertThat(rights(folder)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> all = files.toList();
                assertThat(all)
                        .extracting(file -> file.getFileName().toString())
                        .containsExactlyInAnyOrder("ledger.db", "ledger.db-wal", "ledger.db-shm");
                assertThat(all).allSatisfy(file -> assertThat(rights(file)).isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void whatIsThereKeepsItsRights() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path file = Files.createFile(parent.resolve("ledger.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        open(file).close();

        assertThat(rights(file)).isEqualTo("rw-r-----");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Path file =
                Files.writeString(parent.resolve("ledger.db"), "Dear accountant, these are the payouts. ".repeat(99));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UnusableLedgerException.class)
                .hasMessage(file + " is no SQLite database; name another file, or move this one away");
        assertThatThrownBy(() -> LedgerDatabase.openBeside("jdbc:sqlite:" + file, "", ""))
                .isInstanceOf(UnusableLedgerException.class)
                .hasMessageContaining(file + " is no SQLite database");
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path folder = Files.writeString(parent.resolve("data"), "");

        assertThatThrownBy(() -> open(folder.resolve("ledger.db")))
                .isInstanceOf(UnusableLedgerException.class)
                .hasMessage("the folder " + folder + " cannot be made");
    }

    private static LedgerDatabase open(Path file) {
        return LedgerDatabase.open("jdbc:sqlite:" + file, "", "", 1);
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
