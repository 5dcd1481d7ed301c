package dealpayouts.remote;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a remote, below which its calls are.
 *
 * @param scheme in small letters
 * @param host in small letters
 * @param path raw, without a slash at its end; empty for the whole host
 */
record Address(String scheme, String host, int port, String path) {

    static Address of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return new Address(
                scheme,
                address.getHost().toLowerCase(Locale.ROOT),
                Target.port(scheme, address.getPort()),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The raw path below this address; empty when the target is elsewhere. */
    Optional<String> below(Target target) {
        return isOn(target) && (target.path() + "/").startsWith(path + "/")
                ? Optional.of(target.path().substring(path.length()))
                : Optional.empty();
    }

    /** Whether it is the same server. */
    boolean isOn(Target target) {
        return target.scheme().equals(scheme) && isNamedLike(target) && target.port() == port;
    }

    private boolean isNamedLike(Target target) {
        return target.host().equals(host);
    }

    /** Whether calls below one of them are also below the other. */
    boolean overlaps(Address other) {
        return scheme.equals(other.scheme)
                && host.equals(other.host)
                && port == other.port
                && ((path + "/").startsWith(other.path + "/") || (other.path + "/").startsWith(path + "/"));
    }
}
