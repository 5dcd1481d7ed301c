package dealpayouts.remote;

import java.util.Map;
import java.util.Optional;

/** With what remotes know us. Asked for each call, because some tokens change. */
public interface Tokens {

    /**
     * The token for a call that is about to leave.
     *
     * @throws RemoteUnavailableException when there is none at the moment
     */
    String token(Remote remote);

    /**
     * A token was not accepted.
     *
     * @return whether there is another one by now, so that the call may be made again
     */
    boolean isRenewed(Remote remote, String refused);

    /** What a person has to do so that there is a token; empty when there is nothing to do. */
    default Optional<String> problem(Remote remote) {
        return Optional.empty();
    }

    /** Tokens that stay what they are. */
    static Tokens fixed(Map<Remote, String> tokens) {
        return new Tokens() {
            @Override
            public String token(Remote remote) {
                return tokens.getOrDefault(remote, "");
            }

            @Override
            public boolean isRenewed(Remote remote, String refused) {
                return false;
            }
        };
    }
}
