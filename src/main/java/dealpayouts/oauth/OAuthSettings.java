package dealpayouts.oauth;

import java.net.URI;
import java.time.Duration;

/**
 * How tokens are obtained (Kommo reference §11).
 *
 * @param address where they are asked for
 * @param redirectUri as it is registered
 * @param authorizationCode what the operator was given by the remote's pages, good for 20 minutes and once; null when a
 *     renewal token was given instead
 * @param renewalToken null when an authorization code was given
 * @param key 32 bytes in Base64, with which tokens are kept in the ledger
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long an answer may take
 */
public record OAuthSettings(
        URI address,
        String clientId,
        String clientSecret,
        String redirectUri,
        String authorizationCode,
        String renewalToken,
        String key,
        Duration connectTimeout,
        Duration responseTimeout) {

    /** What all tokens descend from; empty when nothing was given. */
    public String given() {
        String given = authorizationCode == null ? renewalToken : authorizationCode;
        return given == null ? "" : given;
    }

    @Override
    public String toString() {
        return "OAuthSettings[" + address + "]";
    }
}
