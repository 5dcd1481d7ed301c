package dealpayouts.routes;

import java.util.List;
import java.util.stream.Collectors;

/** Route files that are not loaded, with everything that was found in them. */
public final class InvalidRoutesException extends RuntimeException {

    private final transient List<Diagnostic> findings;

    InvalidRoutesException(List<Diagnostic> findings) {
        super(findings.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")), null, false, false);
        this.findings = List.copyOf(findings);
    }

    /** What was found, file by file. */
    public List<Diagnostic> findings() {
        return findings;
    }
}
