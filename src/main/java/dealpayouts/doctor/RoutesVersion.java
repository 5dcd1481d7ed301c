package dealpayouts.doctor;

import dealpayouts.routes.RouteFiles;
import java.nio.file.Path;

/** Bean {@code routesVersion}: which routes these are, so that two installations can be compared. */
public final class RoutesVersion {

    private final Path folder;

    public RoutesVersion(Path folder) {
        this.folder = folder;
    }

    /** The version that the journal and the health check name, too. */
    public CheckResult judge() {
        return CheckResult.ok("routes", "version " + RouteFiles.read(folder).version() + " of " + folder);
    }
}
