package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads of a failed call reads which remote it went to, and nothing of Java. */
class FailedCallExceptionTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "Wise cannot be reached"),
                Arguments.of(new UnknownHostException("api.wise.example"), "the address of Wise is not found"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "Wise gave no answer in time"),
                Arguments.of(new SSLHandshakeException("bad"), "no safe connection to Wise is possible"),
                Arguments.of(new SocketException("Connection reset"), "the connection to Wise broke off"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theRemoteIsNamed(IOException failure, String sentence) {
        assertThat(new FailedCallException(Remote.WISE, failure))
                .hasMessage(sentence)
                .hasCause(failure);
    }
}
