package dealpayouts.remote;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Whom this process may call, and what it must not tell.
 *
 * @param remotes where Kommo and Wise are, as far as that is known
 * @param tokens which token goes to which remote, and nowhere else; empty texts for none
 * @param others addresses of others below which routes may call
 * @param secrets what no request may hold; the tokens are among them
 * @param webhooks where Kommo and Wise may be told to send something
 */
public record Reach(
        Map<Remote, URI> remotes,
        Map<Remote, String> tokens,
        List<URI> others,
        List<Secret> secrets,
        Webhooks webhooks) {

    /**
     * Our own addresses from outside.
     *
     * @param kommo for Kommo, with its secret; empty when there is none
     * @param wise for Wise; empty when there is none
     * @param wiseSecret with which events of the guide's dialect are signed; empty in the other one
     */
    public record Webhooks(String kommo, String wise, String wiseSecret) {

        /** Nobody outside can reach us. */
        public static final Webhooks NONE = new Webhooks("", "", "");

        @Override
        public String toString() {
            return "Webhooks[" + wise + "]";
        }
    }

    @Override
    public String toString() {
        return "Reach[" + remotes + ", " + others + "]";
    }
}
