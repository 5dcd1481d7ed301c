package dealpayouts.oauth;

import dealpayouts.ledger.TokenTable;
import dealpayouts.remote.Remote;
import java.util.Optional;

/** The token that a running product has put into the ledger, for commands beside it, which never ask for one themselves. */
public final class StoredToken {

    private StoredToken() {}

    /** @return empty when there is none yet, or it was written with another key */
    public static Optional<String> of(Remote remote, TokenTable table, OAuthSettings settings) {
        return table.of(remote.key()).map(TokenTable.Row::accessToken).flatMap(token -> new TokenCipher(settings.key())
                .decrypt(purpose(remote), token));
    }

    static String purpose(Remote remote) {
        return remote.key() + "/access";
    }
}
