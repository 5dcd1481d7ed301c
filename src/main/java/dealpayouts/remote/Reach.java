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
 */
public record Reach(Map<Remote, URI> remotes, Map<Remote, String> tokens, List<URI> others, List<Secret> secrets) {

    @Override
    public String toString() {
        return "Reach[" + remotes + ", " + others + "]";
    }
}
