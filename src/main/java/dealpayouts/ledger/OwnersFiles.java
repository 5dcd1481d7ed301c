package dealpayouts.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The files of a ledger on SQLite and their folder are made for their owner alone: names, e-mail addresses and amounts are
 * in them. SQLite gives what it makes beside the file the rights of the file. What is there already keeps its rights, as
 * somebody may have given them on purpose.
 */
final class OwnersFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnersFiles() {}

    /** Makes the folder of a database, and the empty file that SQLite takes for a new one, if they are not there. */
    static void prepare(Path file) {
        Path folder = file.getParent();
        try {
            Files.createDirectories(folder, rights(FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made", e);
        }
        try {
            Files.createFile(file, rights(FILE));
        } catch (FileAlreadyExistsException there) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the file " + file + " cannot be made; see that this user may write there", e);
        }
    }

    private static FileAttribute<?>[] rights(Set<PosixFilePermission> permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
