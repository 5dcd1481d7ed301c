package dealpayouts.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code routes.allowed-hosts}: hosts that routes may call beside Kommo and Wise, separated by commas, each with a path
 * below which the calls have to be if it is given. Calls go over https; only what runs on this machine may be called over
 * http, for a try, when the entry says so.
 */
final class AllowedHosts {

    private static final String KEY = "routes.allowed-hosts";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Where Kommo and Wise are, whatever address is set: there a route calls through the two kamelets only. */
    private static final List<String> REMOTES =
            List.of("kommo.com", "amocrm.ru", "amocrm.com", "wise.com", "transferwise.com", "wise-sandbox.com");

    private final SettingValues values;
    private final Collection<URI> remotes;

    /** @param remotes the addresses of Kommo and Wise that are set */
    AllowedHosts(SettingValues values, Collection<URI> remotes) {
        this.values = values;
        this.remotes = remotes;
    }

    List<URI> read() {
        List<URI> addresses = new ArrayList<>();
        for (String entry : values.value(KEY).split(",")) {
            if (!entry.isBlank()) {
                read(entry.strip()).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private Optional<URI> read(String entry) {
        Optional<URI> address = parse(entry.contains("://") ? entry : "https://" + entry);
        if (address.isEmpty()) {
            values.problem(
                    KEY,
                    "has '" + entry + "' in it; an entry is a host such as hooks.example.com, or a host and a path");
        } else if (isRemote(address.get())) {
            values.problem(KEY, "has '" + entry + "' in it; Kommo and Wise are called through their kamelets only");
            return Optional.empty();
        }
        return address;
    }

    private static Optional<URI> parse(String text) {
        try {
            URI address = new URI(text);
            String host = address.getHost() == null ? "" : address.getHost();
            boolean local = LOOPBACK.contains(host);
            boolean safe = "https".equals(address.getScheme()) || "http".equals(address.getScheme()) && local;
            boolean plain = address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && PATH.matcher(address.getRawPath()).matches()
                    && Arrays.stream(address.getRawPath().split("/")).noneMatch(Set.of(".", "..")::contains);
            return safe && plain && (local || NAME.matcher(host).matches()) ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private boolean isRemote(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        boolean known = REMOTES.stream().anyMatch(remote -> host.equals(remote) || host.endsWith("." + remote));
        return known
                || remotes.stream()
                        .anyMatch(remote -> host.equalsIgnoreCase(remote.getHost())
                                && (!LOOPBACK.contains(host) || remote.getPort() == address.getPort()));
    }
}
