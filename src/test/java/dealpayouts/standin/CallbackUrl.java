package dealpayouts.standin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where Wise agrees to send events (Wise reference §12). */
final class CallbackUrl {

    private static final int HTTPS_PORT = 443;
    private static final Pattern DOMAIN =
            Pattern.compile("(?i)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private CallbackUrl() {}

    /** @param local whether {@code http://localhost} is good too, on any port */
    static boolean accepted(String url, boolean local) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return false;
        }
        if (uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null) {
            return false;
        }
        if (local && "http".equals(uri.getScheme()) && uri.getHost().equals("localhost")) {
            return true;
        }
        return "https".equals(uri.getScheme())
                && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT)
                && DOMAIN.matcher(uri.getHost()).matches();
    }
}
