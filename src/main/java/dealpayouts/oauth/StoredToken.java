package dealpayouts.oauth;

import dealpayouts.ledger.TokenTable;
import dealpayouts.remote.Remote;
import java.time.Instant;
import java.util.Optional;

/** The token that a running product has put into the ledger, for commands beside it, which never ask for one themselves. */
public final class StoredToken {

    private StoredToken() {}

    /** @return empty when there is none yet, it has expired, or it was written with another key */
    public static Optional<String> of(Remote remote, TokenTable table, OAuthSettings settings, Instant now) {
        return table.of(remote.key())
                .filter(row -> row.accessToken() != null && now.isBefore(row.expiresAt()))
                .flatMap(row -> new TokenCipher(settings.key()).decrypt(purpose(remote), row.accessToken()));
    }

    static String purpose(Remote remote) {
        return remote.key() + "/access";
    }
}
