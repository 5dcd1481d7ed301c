package dealpayouts.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for processes that come and go: apart from those of other tests and of outgoing connections. */
final class FreePort {

    private static final int FIRST = 3_000;
    private static final int END = 12_000;

    private FreePort() {}

    static int next() {
        while (true) {
            try (ServerSocket socket =
                    new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END))) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}
