package dealpayouts.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Bean {@code publicAddress}: whether our address from outside leads to a running product. It is asked from here, which
 * shows name, certificate and proxy, though not the way from Kommo and Wise to it. Nothing is sent that the product would
 * store.
 */
public final class PublicAddress {

    private static final String CHECK = "PUBLIC_URL";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A GET where only POST is taken: a proxy that leads nowhere answers otherwise. */
    private static final int METHOD_NOT_ALLOWED = 405;

    private final String url;

    /** @param url our address from outside; empty when it is not set */
    public PublicAddress(String url) {
        this.url = url;
    }

    /** Whether a running product answers there. */
    public boolean isAnswered() {
        return judge().mark() == CheckResult.Mark.OK;
    }

    public CheckResult judge() {
        if (url.isEmpty()) {
            return CheckResult.problem(
                    CHECK,
                    "not set: Kommo's webhook cannot be checked, and Wise sends no events",
                    "set it to the https:// address under which the product is reached from outside");
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create(url + "/webhooks/wise"))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            return status == METHOD_NOT_ALLOWED
                    ? CheckResult.ok(CHECK, url + " leads to a running product")
                    : CheckResult.problem(
                            CHECK, url + "/webhooks/wise answers with HTTP status " + status, toDo(status));
        } catch (IOException e) {
            return CheckResult.problem(
                    CHECK,
                    url + " is not reachable: " + (e.getMessage() == null ? "no connection" : e.getMessage()),
                    "start the product and check name, certificate and proxy");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.notChecked(CHECK, "interrupted");
        }
    }

    private static String toDo(int status) {
        if (status >= 300 && status < 400) {
            return "set PUBLIC_URL to the address it redirects to: Wise follows no redirects";
        }
        return status >= 500
                ? "start the product, or let the proxy lead to its HTTP_PORT"
                : "let the proxy pass everything below /webhooks on to the product's HTTP_PORT";
    }
}
