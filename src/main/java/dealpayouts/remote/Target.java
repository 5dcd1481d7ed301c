package dealpayouts.remote;

import java.util.Locale;
import java.util.Objects;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where a request goes, as it will stand on the wire. What could be read in two ways is no target: then nobody can say what
 * is asked for.
 *
 * @param scheme in small letters
 * @param host in small letters
 * @param path raw, begins with a slash
 * @param query raw; null when there is none
 */
record Target(String scheme, String host, int port, String path, String query) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads it.
     *
     * @param route where the connection goes
     * @throws RefusedCallException when it is spelled in a way that could be understood as something else
     */
    static Target of(ClassicHttpRequest request, HttpRoute route) {
        URIAuthority authority = request.getAuthority();
        String whole = request.getPath();
        if (authority == null || request.getScheme() == null || whole == null || !whole.startsWith("/")) {
            throw new RefusedCallException("A call without a full address is not sent");
        }
        if (authority.getUserInfo() != null) {
            throw new RefusedCallException("A call with a name or password in its address is not sent");
        }
        int question = whole.indexOf('?');
        String path = question < 0 ? whole : whole.substring(0, question);
        String query = question < 0 ? null : whole.substring(question + 1);
        String scheme = request.getScheme().toLowerCase(Locale.ROOT);
        Target target = new Target(
                scheme,
                authority.getHostName().toLowerCase(Locale.ROOT),
                port(scheme, authority.getPort()),
                path,
                query);
        requireClean(path, query);
        if (!target.isWhere(route)) {
            throw new RefusedCallException("A call to " + target.host + " over another connection is not sent");
        }
        return target;
    }

    private boolean isWhere(HttpRoute route) {
        String to = route.getTargetHost().getSchemeName().toLowerCase(Locale.ROOT);
        return scheme.equals(to)
                && host.equals(route.getTargetHost().getHostName().toLowerCase(Locale.ROOT))
                && port == port(to, route.getTargetHost().getPort());
    }

    static int port(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return Objects.equals(scheme, "http") ? HTTP : HTTPS;
    }

    private static void requireClean(String path, String query) {
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            if (letter <= ' ' || letter > '~' || "%;\\#?\"<>^`{|}".indexOf(letter) >= 0) {
                throw new RefusedCallException("A call whose path has '" + shown(letter) + "' in it is not sent");
            }
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new RefusedCallException("A call whose path has '" + segment + "' in it is not sent");
            }
        }
        if (query != null) {
            for (int i = 0; i < query.length(); i++) {
                char letter = query.charAt(i);
                if (letter <= ' ' || letter > '~' || letter == '#' || letter == '\\') {
                    throw new RefusedCallException("A call whose query has '" + shown(letter) + "' in it is not sent");
                }
            }
        }
    }

    private static String shown(char letter) {
        return letter <= ' ' || letter > '~' ? String.format("\\u%04x", (int) letter) : String.valueOf(letter);
    }
}
