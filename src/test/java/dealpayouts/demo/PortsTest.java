package dealpayouts.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** The demo runs beside whatever else runs on the machine. */
class PortsTest {

    @Test
    void aPortThatSomebodyHasIsReplacedByAFreeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(new Ports().free(taken.getLocalPort())).isPositive().isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void noPortIsGivenTwice() throws IOException {
        int usual;
        try (ServerSocket free = new ServerSocket(0)) {
            usual = free.getLocalPort();
        }
        Ports ports = new Ports();

        assertThat(ports.free(usual)).isEqualTo(usual);
        assertThat(ports.free(usual)).isNotEqualTo(usual);
    }
}
