package dealpayouts.work;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.remote.RemoteUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void anErrorOfTheServerDoesNotSayThatNothingWasDone(int status) {
        assertThat(Failure.mayHaveTakenEffect(answer(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 429})
    void aRefusalSaysThatNothingWasDone(int status) {
        assertThat(Failure.mayHaveTakenEffect(answer(status))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 429})
    void aRefusalIsOne(int status) {
        assertThat(Failure.isRefusal(answer(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503})
    void anErrorOfTheServerIsNoRefusal(int status) {
        assertThat(Failure.isRefusal(answer(status))).isFalse();
    }

    static Stream<Exception> lost() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new IOException("Connection reset"),
                new IllegalStateException("not JSON"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void aLostOrUnreadableAnswerDoesNotSayThatNothingWasDone(Exception failure) {
        assertThat(Failure.mayHaveTakenEffect(new IllegalStateException(failure)))
                .isTrue();
    }

    static Stream<Exception> neverSent() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new RemoteUnavailableException("paused", Instant.parse("2026-09-01T10:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("neverSent")
    void whatWasNeverSentHasNoEffect(Exception failure) {
        assertThat(Failure.mayHaveTakenEffect(new IllegalStateException(failure)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void anOutagePassesByItself(int status) {
        assertThat(Failure.passesByItself(answer(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404})
    void aRefusalDoesNotPassByItself(int status) {
        assertThat(Failure.passesByItself(answer(status))).isFalse();
    }

    @Test
    void whatNobodyKnowsIsNotSaidToPassByItself() {
        assertThat(Failure.passesByItself(new IllegalStateException("impossible")))
                .isFalse();
        assertThat(Failure.passesByItself(new UnreadableAnswerException("the quote has no number in rate")))
                .isFalse();
        assertThat(Failure.passesByItself(new IOException("reset"))).isTrue();
    }

    @Test
    void aPageOfAProxyIsNoAnswerOfTheRemote() {
        assertThat(Failure.isUnreachable(new UnreadableAnswerException("not JSON")))
                .isTrue();
        assertThat(Failure.mayHaveTakenEffect(new UnreadableAnswerException("not JSON")))
                .isTrue();
    }

    private static Exception answer(int status) {
        return new IllegalStateException(
                new HttpOperationFailedException("https://kommo.example", status, "", null, Map.of(), ""));
    }
}
