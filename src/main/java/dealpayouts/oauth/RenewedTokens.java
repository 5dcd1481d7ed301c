package dealpayouts.oauth;

import dealpayouts.ledger.TokenTable;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import dealpayouts.remote.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token for one remote that is renewed before it expires, and when it is not accepted; the other remotes' tokens stay what
 * they are. Each renewal makes the tokens before it worthless (Kommo reference §11), so one node asks for all, keeps what it
 * got in the ledger before anybody uses it, and the others read it there.
 */
public final class RenewedTokens implements Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedTokens.class);

    /** A token is renewed when that part of its life is left. */
    private static final int LAST_PART = 4;
    /** How long one node may take to ask. */
    private static final Duration CLAIM = Duration.ofSeconds(60);
    /** When it is asked again after nothing came of it. */
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** When it is asked again after a refusal, which only a new code of the operator's is likely to change. */
    private static final Duration MUCH_LATER = Duration.ofHours(1);
    /** When it is looked whether another node, which is asking, has got an answer. */
    private static final Duration OTHERS = Duration.ofSeconds(1);

    /** Only a person can take a new one; what passes by itself does not name it. */
    private static final String CODE = "KOMMO_AUTHORIZATION_CODE";

    private static final String TO_DO = "open the integration in Kommo, take a new authorization code, set " + CODE
            + " to it, unset KOMMO_REFRESH_TOKEN, and restart within 20 minutes";

    private final Remote remote;
    private final Tokens others;
    private final TokenTable table;
    private final TokenEndpoint endpoint;
    private final TokenCipher cipher;
    private final String given;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    /** Whether the ledger's tokens are ours: they descend from what we were given, or that is worthless by now. */
    private boolean adopted;

    /** The present token as the ledger holds it. */
    private String seen;

    private volatile Token current;
    private volatile Instant nextLook = Instant.MIN;
    private volatile String problem;

    private record Token(String access, Instant obtainedAt, Instant expiresAt) {

        boolean isOver(Instant now) {
            return !now.isBefore(expiresAt);
        }

        boolean isDue(Instant now) {
            Duration life = Duration.between(obtainedAt, expiresAt);
            return !now.isBefore(expiresAt.minus(life.dividedBy(LAST_PART)));
        }

        @Override
        public String toString() {
            return "Token[until " + expiresAt + "]";
        }
    }

    /**
     * The tokens.
     *
     * @param remote whose token is renewed
     * @param others the other remotes' tokens
     */
    public RenewedTokens(Remote remote, Tokens others, TokenTable table, OAuthSettings settings, Clock clock) {
        this.remote = remote;
        this.others = others;
        this.table = table;
        this.endpoint = new TokenEndpoint(settings);
        this.cipher = new TokenCipher(settings.key());
        this.given = hash(settings.given());
        this.clock = clock;
    }

    @Override
    public String token(Remote asked) {
        if (asked != remote) {
            return others.token(asked);
        }
        Token token = current;
        Instant now = clock.instant();
        if ((token == null || token.isDue(now)) && !now.isBefore(nextLook)) {
            token = token == null || token.isOver(now) ? look(null) : lookUnlessBusy(token);
        }
        if (token == null || token.isOver(clock.instant())) {
            throw noToken();
        }
        return token.access();
    }

    @Override
    public boolean isRenewed(Remote asked, String refused) {
        if (asked != remote) {
            return others.isRenewed(asked, refused);
        }
        Token token = look(refused);
        return token != null && !token.access().equals(refused);
    }

    private RemoteUnavailableException noToken() {
        String matter = problem;
        return new RemoteUnavailableException(
                remote.label() + " gives us no token" + (matter == null ? "" : ": " + matter),
                later(nextLook),
                problem(remote).isEmpty());
    }

    /** What is the matter, also when it passes by itself; empty when all is well. */
    public Optional<String> matter() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Optional<String> problem(Remote asked) {
        return asked == remote ? matter().filter(told -> told.contains(CODE)) : others.problem(asked);
    }

    /** Until when the token is good that is used now; empty when there is none. */
    public Optional<Instant> goodUntil() {
        return Optional.ofNullable(current).map(Token::expiresAt);
    }

    /** A token that is still good serves the others while one of them asks for the next. */
    private Token lookUnlessBusy(Token stillGood) {
        if (!asking.tryLock()) {
            return stillGood;
        }
        try {
            return look(null);
        } finally {
            asking.unlock();
        }
    }

    /** @param refused a token that was not accepted; null when it is only time to look */
    private Token look(String refused) {
        asking.lock();
        try {
            Instant now = clock.instant();
            if (refused == null && current != null && !current.isDue(now)) {
                return current;
            }
            TokenTable.Row row = table.of(remote.key()).orElse(null);
            // What stands there may descend from a code that another node was given later.
            adopted |= row != null && row.given().equals(given);
            boolean ours = row != null && adopted;
            if (ours && row.accessToken() != null && !take(row)) {
                return current;
            }
            Token token = current;
            boolean renewal = token == null
                    || token.isDue(now)
                    || token.access().equals(refused) && token.obtainedAt().isBefore(now.minus(AGAIN));
            if (!renewal) {
                return token;
            }
            if (ours && row.askedUntil() != null && row.askedUntil().isAfter(now)) {
                // Another node asks, or it is too early to ask again.
                problem = row.problem();
                nextLook = row.problem() == null ? now.plus(OTHERS) : earlier(row.askedUntil(), now.plus(AGAIN));
                return token;
            }
            ask(row, ours);
            return current;
        } finally {
            asking.unlock();
        }
    }

    /** Takes what the ledger holds; false when it cannot be read. */
    private boolean take(TokenTable.Row row) {
        if (row.accessToken().equals(seen)) {
            return true;
        }
        Optional<String> access = cipher.decrypt(StoredToken.purpose(remote), row.accessToken());
        if (access.isEmpty()) {
            nextLook = clock.instant().plus(AGAIN);
            tell("the tokens in the ledger cannot be read with KOMMO_TOKEN_KEY: set it to the key with which they were"
                    + " written, or give a new start: " + TO_DO);
            return false;
        }
        seen = row.accessToken();
        current = new Token(access.get(), row.obtainedAt(), row.expiresAt());
        problem = row.problem();
        return true;
    }

    private void ask(TokenTable.Row row, boolean ours) {
        Instant now = clock.instant();
        String renewal = null;
        if (ours && row.renewalToken() != null) {
            renewal = cipher.decrypt(purposeOfRenewal(), row.renewalToken()).orElse(null);
            if (renewal == null) {
                take(row);
                return;
            }
        }
        Optional<Integer> claim = table.claim(remote.key(), row, given, now.plus(CLAIM));
        if (claim.isEmpty()) {
            nextLook = now.plus(OTHERS);
            return;
        }
        boolean unansweredBefore = row != null && row.unanswered();
        TokenAnswer answer = endpoint.ask(renewal);
        if (answer instanceof TokenAnswer.Granted granted) {
            granted(granted, row, renewal != null);
        } else if (answer instanceof TokenAnswer.Refused refused) {
            if (!adopted && row != null && row.accessToken() != null) {
                goOnWithTheLedgers(claim.get(), refused, row);
            } else {
                refused(claim.get(), refused, unansweredBefore);
            }
        } else if (answer instanceof TokenAnswer.NotTaken notTaken) {
            failed(
                    claim.get(),
                    unansweredBefore,
                    AGAIN,
                    "a new token could not be asked for, " + notTaken.why() + "; it is asked for again every minute");
        } else if (answer instanceof TokenAnswer.Unanswered unanswered) {
            failed(
                    claim.get(),
                    true,
                    AGAIN,
                    "the answer to the latest renewal was lost, " + unanswered.why()
                            + ". Kommo may have taken the refresh token without our knowing the next one; it is asked again"
                            + " every minute. If that is refused, this is what helps: " + TO_DO);
        }
    }

    private void granted(TokenAnswer.Granted granted, TokenTable.Row row, boolean renewed) {
        Instant at = clock.instant();
        Instant expiresAt = at.plusSeconds(granted.seconds());
        // Kept before it is used: what nobody else can read would be lost with this process.
        String access = cipher.encrypt(StoredToken.purpose(remote), granted.accessToken());
        table.obtained(
                row,
                renewed,
                remote.key(),
                // A renewal goes on with the line that is there, whoever began it.
                renewed ? row.given() : given,
                access,
                cipher.encrypt(purposeOfRenewal(), granted.renewalToken()),
                at,
                expiresAt);
        seen = access;
        adopted = true;
        current = new Token(granted.accessToken(), at, expiresAt);
        problem = null;
        nextLook = Instant.MIN;
        LOG.info("{}'s token was renewed; it is good until {}", remote.label(), expiresAt);
    }

    /** What we were given is refused because it is older than the tokens in the ledger; that is no problem. */
    private void goOnWithTheLedgers(int claim, TokenAnswer.Refused refused, TokenTable.Row row) {
        LOG.warn(
                "{}'s token: what this node was given is not accepted any more ({}); it uses the ledger's",
                remote.label(),
                inWords(refused));
        adopted = true;
        nextLook = clock.instant();
        table.failed(remote.key(), claim, row.unanswered(), row.problem(), nextLook);
        table.of(remote.key()).ifPresent(this::take);
    }

    private void refused(int claim, TokenAnswer.Refused refused, boolean unansweredBefore) {
        String why = adopted && unansweredBefore
                ? "the answer to an earlier renewal was lost, and Kommo has taken the refresh token with it ("
                : "Kommo does not accept the refresh token or the authorization code: it was used elsewhere, revoked or is"
                        + " too old (";
        boolean first = !adopted;
        failed(
                claim,
                first && unansweredBefore,
                first ? Duration.ZERO : MUCH_LATER,
                why + inWords(refused) + "): " + TO_DO);
        if (first) {
            adopted = true;
            table.of(remote.key()).filter(row -> row.accessToken() != null).ifPresent(this::take);
        }
    }

    private static String inWords(TokenAnswer.Refused refused) {
        return "HTTP status " + refused.status() + (refused.words().isEmpty() ? "" : ", " + refused.words());
    }

    private void failed(int claim, boolean unanswered, Duration pause, String told) {
        Instant next = clock.instant().plus(pause);
        table.failed(remote.key(), claim, unanswered, told, next);
        nextLook = next;
        tell(told);
    }

    private void tell(String told) {
        if (!told.equals(problem)) {
            LOG.error("{}'s token: {}", remote.label(), told);
        }
        problem = told;
    }

    private String purposeOfRenewal() {
        return remote.key() + "/renewal";
    }

    private Instant later(Instant look) {
        Instant soon = clock.instant().plus(OTHERS);
        return look.isAfter(soon) ? look : soon;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
