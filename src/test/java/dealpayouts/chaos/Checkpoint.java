package dealpayouts.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Bean {@code checkpoint} of {@link SteppedRoutes}: calls the harness and waits for its answer. It runs in the product's
 * process and knows nothing but the Java library.
 */
public final class Checkpoint {

    private static final int NO_CONTENT = 204;
    private static final int PATIENCE_MS = 30_000;

    private final String harness = System.getenv("CHAOS_CHECKPOINTS");

    /** @param side before or after the step with that id */
    public void reached(String side, String step) {
        try {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create(harness + "/" + side + "/" + step).toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MS);
            call.setReadTimeout(PATIENCE_MS);
            if (call.getResponseCode() != NO_CONTENT) {
                throw new IllegalStateException("The harness answered " + call.getResponseCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
