package dealpayouts.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.APayout;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.RetryLaterException;
import dealpayouts.ledger.RouteMistakeException;
import dealpayouts.money.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** What people read of a failure, and what the log keeps of it. */
class FailureWordsTest {

    private static final String KEY = "0b1c5a10-7d1c-4c50-9d3a-0a0a0a0a0a01";
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9XXsecret7token";
    private static final String BODY =
            "{\"targetAccount\":702204455,\"details\":{\"iban\":\"DE89370400440532013000\"}}";
    private static final List<String> PLANTED =
            List.of(KEY, TOKEN, "targetAccount", "DE89370400440532013000", "ada@quist.example", "20045501", "Planted");
    private static final String PLACE = "routes/quote.camel.yaml, line 46";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Failures failures =
            new Failures(Clock.fixed(Instant.parse("2026-09-01T10:00:00Z"), ZoneOffset.UTC), () -> "v1");

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Failures.class);
    }

    static Stream<Arguments> known() {
        return Stream.of(
                Arguments.of(new SocketTimeoutException("Read timed out"), "no answer in time"),
                Arguments.of(new UnknownHostException("api.wise.com"), "the address does not exist"),
                Arguments.of(new ConnectException("Connection refused " + KEY), "there is no connection"),
                Arguments.of(new SSLException("bad certificate"), "there is no safe connection"),
                Arguments.of(new IOException("Connection reset " + KEY), "the connection failed"),
                Arguments.of(
                        new HttpOperationFailedException(
                                "https://api.wise.com/v3/profiles/20045501", 503, "", null, Map.of(), BODY),
                        "api.wise.com answered with HTTP status 503"),
                Arguments.of(
                        new HttpOperationFailedException(
                                "https://10.0.0.7/v1", 503, "", null, Map.of("Called-Remote", "Wise"), BODY),
                        "Wise answered with HTTP status 503"),
                Arguments.of(
                        new HttpOperationFailedException("http://[bad", 503, "", null, Map.of(), BODY),
                        "the remote answered with HTTP status 503"),
                Arguments.of(new RetryLaterException("the quote is old"), "the quote is old"),
                Arguments.of(new UnreadableAnswerException("the quote has no rate"), "the quote has no rate"),
                Arguments.of(
                        new RetryLaterException("POST /v3/profiles/20045501/pay is not known; it is not sent"),
                        "POST /v3/profiles/…/pay is not known; it is not sent"));
    }

    @ParameterizedTest
    @MethodSource("known")
    void aKnownFailureIsOneSentence(Exception failure, String sentence) {
        assertThat(failures.sentence(new IllegalStateException("outer " + BODY, failure)))
                .isEqualTo(sentence);
        assertThat(log.list).isEmpty();
    }

    static Stream<Exception> unknown() {
        Exception json = null;
        try {
            new ObjectMapper().readTree(BODY.substring(0, 30));
        } catch (IOException e) {
            json = e;
        }
        return Stream.of(
                new IllegalStateException("Cannot convert " + BODY),
                new IllegalStateException("Bearer " + TOKEN + " for ada@quist.example, key " + KEY),
                new IllegalStateException("Failed on " + payout(), new RuntimeException("body [" + BODY + "]")),
                new IllegalStateException("conversion to the required type: long with value Ada Planted due to "
                        + "java.lang.NumberFormatException: For input string: \"Ada Planted\""),
                new IllegalStateException("cut off {\"targetAccount\":702204455,\"key\":\"" + KEY),
                new DataAccessResourceFailureException("insert into payout " + BODY),
                json);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void anUnknownFailureIsToldWithAReferenceUnderWhichTheLogHasItsDetailWithoutData(Exception failure) {
        String sentence = failures.sentence(failure);

        assertThat(sentence)
                .matches("(an internal error|the ledger could not be used)"
                        + " \\(see the log of 2026-09-01 10:00:00 UTC, reference [0-9a-f]{8}\\)");
        String reference = sentence.replaceAll(".*reference (\\w+).*", "$1");
        assertThat(log.list).hasSize(1);
        String logged = text(log.list.get(0));
        assertThat(logged).contains(reference).contains(failure.getClass().getName());
        assertThat(PLANTED).allSatisfy(planted -> assertThat(logged + sentence).doesNotContain(planted));
    }

    @Test
    void theDetailIsLoggedOnceAndFoundByTheSameReference() {
        Stream<String> sentences = Stream.generate(() -> failures.sentence(new IllegalStateException("x")))
                .limit(50);

        assertThat(sentences.distinct()).hasSize(1);
        assertThat(log.list).hasSize(1);
    }

    @Test
    void aMistakeInARouteNamesFileAndLineAndIsRemembered() {
        Exception failure = new ExpressionEvaluationException(null, exchange(), new IllegalStateException(BODY));
        FailedStep.note(failure, PLACE);

        assertThat(failures.sentence(failure))
                .startsWith("a route is wrong: routes/quote.camel.yaml, line 46 (see the log of ");
        failures.sentence(failure);
        assertThat(failures.mistakes()).hasSize(1);
        assertThat(failures.mistakes().get(0).times()).isEqualTo(2);
    }

    @Test
    void aMissingValueInARouteIsItsMistake() {
        Exception failure = new NullPointerException("Cannot invoke Money.isLessThan because debit is null");
        FailedStep.note(failure, PLACE);

        assertThat(failures.sentence(failure)).startsWith("a route is wrong: " + PLACE);
    }

    @Test
    void whatIsKnownToBeWrongInARouteIsSaid() {
        assertThat(failures.sentence(new RouteMistakeException(
                        "notes.camel.yaml has no sentence 'x'", new IllegalStateException(BODY))))
                .startsWith("a route is wrong: notes.camel.yaml has no sentence 'x' (see the log of ");
    }

    @Test
    void theFirstPlaceOfAFailureCounts() {
        Exception failure = new IllegalStateException("x");
        FailedStep.note(failure, PLACE);
        FailedStep.note(new IllegalStateException(failure), "routes/payout.camel.yaml, line 3");

        assertThat(FailedStep.of(new IllegalStateException(failure))).contains(PLACE);
    }

    @Test
    void whatAPayoutShowsOfItselfIsItsNumberAndItsDeal() {
        assertThat(payout()).hasToString("payout 12 of deal 4711");
    }

    private static Payout payout() {
        return APayout.with(Map.of(
                "id",
                12L,
                "dealId",
                4711L,
                "customerTransactionId",
                UUID.fromString(KEY),
                "transferBody",
                BODY,
                "profileId",
                20045501L,
                "amount",
                Money.of(new BigDecimal("850.50"), "EUR")));
    }

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
            text.append('\n').append(t.getMessage());
        }
        return text.toString();
    }
}
