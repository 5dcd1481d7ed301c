package dealpayouts.routes;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hosts other than Kommo's and the providers' that a kamelet may call: the setting {@code routes.allowed-hosts}. */
final class ForeignHosts {

    private static final String SETTING = "ROUTES_ALLOWED_HOSTS";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Domains of Kommo and of payout providers, which have kamelets of the product's. */
    private static final List<String> OURS = List.of(
            "kommo.com",
            "amocrm.com",
            "amocrm.ru",
            "wise.com",
            "transferwise.com",
            "wise-sandbox.com",
            "razorpay.com",
            "flutterwave.com");

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final List<URI> allowed;
    private final List<String> ours = new ArrayList<>(OURS);

    /**
     * Those hosts.
     *
     * @param setting its value, which the start has found to be right
     * @param remotes where Kommo and the providers are; empty texts when that is not set
     */
    ForeignHosts(String setting, List<String> remotes) {
        this.allowed = Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> URI.create(entry.contains("://") ? entry : "https://" + entry))
                .toList();
        remotes.stream()
                .filter(remote -> remote.matches("https?://[^{}$]+"))
                .map(remote -> URI.create(remote).getHost())
                .filter(host -> host != null && !LOOPBACK.contains(host))
                .forEach(ours::add);
    }

    /**
     * What stands against a call.
     *
     * @param port -1 for the usual one of the scheme
     * @param path as far as it stands in the file
     * @return null when it may be made
     */
    Refusal refusal(String scheme, String host, int port, String path) {
        String name = host.toLowerCase(Locale.ROOT);
        if (ours.stream().anyMatch(own -> name.equals(own) || name.endsWith("." + own))) {
            return new Refusal(
                    "The host " + name + " is called through its own kamelet only.", "Call kommo-call or wise-call.");
        }
        if (!scheme.equals("https") && !LOOPBACK.contains(name)) {
            return new Refusal("The host " + name + " is not called over https.", "Write https://.");
        }
        boolean isAllowed = allowed.stream()
                .anyMatch(entry -> entry.getScheme().equals(scheme)
                        && entry.getHost().equalsIgnoreCase(name)
                        && port(scheme, entry.getPort()) == port(scheme, port)
                        && isBelow(entry.getRawPath(), path));
        return isAllowed
                ? null
                : new Refusal(
                        "The host " + name + " is not on the list of those that routes may call here.",
                        "The operator adds it to " + SETTING + ": " + name + (port < 0 ? "" : ":" + port) + ".");
    }

    /** Why a call is not made, and what to do. */
    record Refusal(String cause, String remedy) {}

    private static int port(String scheme, int port) {
        return port >= 0 ? port : scheme.equals("http") ? HTTP : HTTPS;
    }

    /** By whole segments, as they are sent. */
    private static boolean isBelow(String allowed, String path) {
        String base = allowed == null ? "" : allowed.replaceFirst("/$", "");
        return base.isEmpty() || (path + "/").startsWith(base + "/");
    }
}
