package dealpayouts.work;

import java.util.Optional;

/**
 * Where in the route files something failed. It travels with the failure as a suppressed one, so that it is known wherever
 * the failure goes.
 */
final class FailedStep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param place such as {@code routes/quote.camel.yaml, line 46} */
    FailedStep(String place) {
        super(place, null, false, false);
    }

    /** Remembers where it failed, unless that is known. */
    static void note(Throwable failure, String place) {
        if (of(failure).isEmpty()) {
            failure.addSuppressed(new FailedStep(place));
        }
    }

    /** Where it failed; empty when that is not known. */
    static Optional<String> of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            for (Throwable suppressed : t.getSuppressed()) {
                if (suppressed instanceof FailedStep step) {
                    return Optional.of(step.getMessage());
                }
            }
        }
        return Optional.empty();
    }
}
