package dealpayouts.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TokenTable;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import dealpayouts.remote.Tokens;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for a day, whose renewal token is good for one use (Kommo reference §11). */
class RenewedTokensTest {

    private static final String PATH = "/oauth2/access_token";
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_KEY = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=";

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final MovedClock clock = new MovedClock();
    private final String code = kommo.administration().authorize();
    private LedgerDatabase database;
    private TokenTable table;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = LedgerDatabase.open("jdbc:sqlite:" + folder.resolve("ledger.db"), "", "", 4);
        table = new TokenTable(database);
    }

    @AfterEach
    void close() {
        database.close();
        kommo.close();
    }

    @Test
    void theCodeIsUsedOnceAndWhatItGivesIsKeptUnreadably() {
        String token = tokens(code).token(Remote.KOMMO);

        assertThat(isAccepted(token)).isTrue();
        TokenTable.Row row = table.of("kommo").orElseThrow();
        assertThat(row.accessToken()).doesNotContain(token.substring(0, 20));
        assertThat(row.renewalToken()).doesNotContain("refresh-");
        assertThat(tokens(code).token(Remote.KOMMO)).as("after a start").isEqualTo(token);
        assertThat(kommo.administration().granted()).isEqualTo(1);
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        RenewedTokens tokens = tokens(code);
        String first = tokens.token(Remote.KOMMO);

        pass(Duration.ofHours(17));
        assertThat(tokens.token(Remote.KOMMO)).isEqualTo(first);
        pass(Duration.ofHours(2));

        assertThat(tokens.token(Remote.KOMMO)).isNotEqualTo(first);
        assertThat(isAccepted(tokens.token(Remote.KOMMO))).isTrue();
        assertThat(kommo.administration().granted()).isEqualTo(2);
    }

    @Test
    void manyCallsOfTwoNodesRenewItOnce() throws Exception {
        List<RenewedTokens> nodes = List.of(tokens(code), tokens(code));
        nodes.forEach(node -> node.token(Remote.KOMMO));
        pass(Duration.ofHours(19));

        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<String>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RenewedTokens node = nodes.get(i % 2);
            asked.add(threads.submit(() -> node.token(Remote.KOMMO)));
        }
        for (Future<String> each : asked) {
            each.get();
        }
        threads.shutdown();
        pass(Duration.ofSeconds(2));

        Set<String> now = new HashSet<>();
        nodes.forEach(node -> now.add(node.token(Remote.KOMMO)));
        assertThat(now).hasSize(1).allMatch(this::isAccepted);
        assertThat(kommo.administration().granted()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnceForAllNodes() {
        RenewedTokens one = tokens(code);
        RenewedTokens other = tokens(code);
        String refused = one.token(Remote.KOMMO);
        other.token(Remote.KOMMO);
        pass(Duration.ofHours(1));
        kommo.administration().revokeTokens();

        assertThat(one.isRenewed(Remote.KOMMO, refused)).isTrue();
        assertThat(other.isRenewed(Remote.KOMMO, refused)).isTrue();

        assertThat(other.token(Remote.KOMMO)).isEqualTo(one.token(Remote.KOMMO)).matches(this::isAccepted);
        assertThat(kommo.administration().granted()).isEqualTo(2);
    }

    @Test
    void aNewTokenThatIsRefusedTooIsNotRenewedAgainAtOnce() {
        RenewedTokens tokens = tokens(code);
        String token = tokens.token(Remote.KOMMO);

        assertThat(tokens.isRenewed(Remote.KOMMO, token)).isFalse();
        assertThat(kommo.administration().granted()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsLostAfterItTookEffectIsToldWithWhatHelps() {
        RenewedTokens tokens = tokens(code);
        String first = tokens.token(Remote.KOMMO);
        pass(Duration.ofHours(19));
        kommo.fault("POST", PATH, Fault.cutAfter(), 1);

        assertThat(tokens.token(Remote.KOMMO)).as("still good").isEqualTo(first);
        assertThat(tokens.matter().orElseThrow()).startsWith("the answer to the latest renewal was lost");

        pass(Duration.ofMinutes(2));
        assertThat(tokens.token(Remote.KOMMO)).isEqualTo(first);
        assertThat(tokens.matter().orElseThrow())
                .startsWith("the answer to an earlier renewal was lost, and Kommo has taken the refresh token with it")
                .contains("Token has been revoked", "set KOMMO_AUTHORIZATION_CODE");

        pass(Duration.ofHours(6));
        assertThatExceptionOfType(RemoteUnavailableException.class)
                .isThrownBy(() -> tokens.token(Remote.KOMMO))
                .withMessageStartingWith("Kommo gives us no token: Kommo does not accept the refresh token")
                .satisfies(closed -> assertThat(closed.isPassing()).isFalse());

        RenewedTokens again = tokens(kommo.administration().authorize());
        assertThat(isAccepted(again.token(Remote.KOMMO))).isTrue();
        assertThat(again.matter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "500", "html", "429"})
    void anAnswerThatIsLostBeforeItTookEffectIsAskedForAgain(String fault) {
        RenewedTokens tokens = tokens(code);
        String first = tokens.token(Remote.KOMMO);
        pass(Duration.ofHours(19));
        kommo.fault(
                "POST",
                PATH,
                switch (fault) {
                    case "reset" -> Fault.resetBefore();
                    case "500" -> Fault.status(500, "application/json", "{}");
                    case "429" -> Fault.rateLimited(1);
                    default -> Fault.status(200, "text/html", "<html>Maintenance</html>");
                },
                1);

        assertThat(tokens.token(Remote.KOMMO)).isEqualTo(first);
        assertThat(tokens.matter()).isPresent();
        assertThat(tokens.problem(Remote.KOMMO).isPresent())
                .as("whether a person has to know that the refresh token is perhaps gone")
                .isEqualTo(!fault.equals("429"));
        pass(Duration.ofMinutes(2));

        assertThat(tokens.token(Remote.KOMMO)).isNotEqualTo(first).matches(this::isAccepted);
        assertThat(tokens.matter()).isEmpty();
        assertThat(tokens.problem(Remote.KOMMO)).isEmpty();
    }

    @Test
    void aCodeThatIsRefusedNeedsAPerson() {
        RenewedTokens tokens = tokens("a code that is too old");

        assertThatExceptionOfType(RemoteUnavailableException.class)
                .isThrownBy(() -> tokens.token(Remote.KOMMO))
                .withMessageStartingWith("Kommo gives us no token: Kommo does not accept the refresh token")
                .satisfies(closed -> assertThat(closed.isPassing()).isFalse());
        assertThat(tokens.problem(Remote.KOMMO).orElseThrow()).contains("set KOMMO_AUTHORIZATION_CODE");
        assertThat(tokens.problem(Remote.WISE)).isEmpty();
    }

    @Test
    void anEndpointThatTakesNoMoreCallsNeedsNobody() {
        kommo.fault("POST", PATH, Fault.rateLimited(1), 1);
        RenewedTokens tokens = tokens(code);

        assertThatExceptionOfType(RemoteUnavailableException.class)
                .isThrownBy(() -> tokens.token(Remote.KOMMO))
                .satisfies(closed -> assertThat(closed.isPassing()).isTrue());
        assertThat(tokens.problem(Remote.KOMMO)).isEmpty();
    }

    @Test
    void whileAnotherNodeWaitsForAnAnswerNobodyElseAsks() {
        RenewedTokens tokens = tokens(code);
        tokens.token(Remote.KOMMO);
        pass(Duration.ofHours(19));
        TokenTable.Row row = table.of("kommo").orElseThrow();
        assertThat(table.claim("kommo", row, row.given(), clock.instant().plusSeconds(60)))
                .isPresent();

        tokens.token(Remote.KOMMO);
        assertThat(kommo.administration().granted()).isEqualTo(1);

        pass(Duration.ofSeconds(61));
        tokens.token(Remote.KOMMO);
        assertThat(kommo.administration().granted()).as("it has died").isEqualTo(2);
    }

    @Test
    void aNodeThatIsStartedWithAnOldCodeUsesWhatTheLedgerHolds() {
        String old = code;
        tokens(old).token(Remote.KOMMO);
        RenewedTokens running = tokens(kommo.administration().authorize());
        String token = running.token(Remote.KOMMO);

        RenewedTokens stale = tokens(old);

        assertThat(stale.token(Remote.KOMMO)).isEqualTo(token);
        assertThat(stale.problem(Remote.KOMMO)).isEmpty();
        assertThat(table.of("kommo").orElseThrow().problem()).isNull();
        assertThat(running.token(Remote.KOMMO)).isEqualTo(token).matches(this::isAccepted);
    }

    @Test
    void withAnotherKeyNothingIsAskedForAndTheOperatorIsTold() {
        tokens(code).token(Remote.KOMMO);
        RenewedTokens tokens = tokens(code, OTHER_KEY);

        assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(() -> tokens.token(Remote.KOMMO));

        assertThat(tokens.problem(Remote.KOMMO).orElseThrow()).contains("cannot be read with KOMMO_TOKEN_KEY");
        assertThat(kommo.administration().granted()).isEqualTo(1);
    }

    @Test
    void commandsTakeNoTokenThatHasExpired() {
        String token = tokens(code).token(Remote.KOMMO);
        OAuthSettings settings = settings(code, KEY);

        assertThat(StoredToken.of(Remote.KOMMO, table, settings, clock.instant()))
                .contains(token);
        pass(Duration.ofHours(24));
        assertThat(StoredToken.of(Remote.KOMMO, table, settings, clock.instant()))
                .isEmpty();
    }

    @Test
    void theOtherRemotesTokenStaysWhatItIs() {
        assertThat(tokens(code).token(Remote.WISE)).isEqualTo("of-wise");
        assertThat(tokens(code).isRenewed(Remote.WISE, "of-wise")).isFalse();
    }

    private RenewedTokens tokens(String authorizationCode) {
        return tokens(authorizationCode, KEY);
    }

    private RenewedTokens tokens(String authorizationCode, String key) {
        return new RenewedTokens(
                Remote.KOMMO,
                Tokens.fixed(Map.of(Remote.WISE, "of-wise")),
                table,
                settings(authorizationCode, key),
                clock);
    }

    private OAuthSettings settings(String authorizationCode, String key) {
        return new OAuthSettings(
                URI.create(kommo.url() + PATH),
                KommoStandIn.CLIENT_ID,
                KommoStandIn.CLIENT_SECRET,
                KommoStandIn.REDIRECT_URI,
                authorizationCode,
                null,
                key,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }

    private void pass(Duration duration) {
        clock.now = clock.now.plus(duration);
        kommo.passTime(duration);
    }

    private boolean isAccepted(String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(kommo.url() + "/api/v4/account"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class MovedClock extends Clock {

        private volatile Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
