package dealpayouts.routes;

import java.util.List;
import java.util.stream.Collectors;

/** Route files that are not loaded, with everything that was found in them. */
public final class RefusedRoutesException extends RuntimeException {

    private final transient List<Finding> findings;

    RefusedRoutesException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")), null, false, false);
        this.findings = List.copyOf(findings);
    }

    /** What was found, file by file. */
    public List<Finding> findings() {
        return findings;
    }
}
