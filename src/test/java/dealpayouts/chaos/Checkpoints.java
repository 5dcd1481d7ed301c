package dealpayouts.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where the steps of {@link SteppedRoutes} call; a call is held while its process is killed. */
final class Checkpoints implements AutoCloseable {

    static final String BEFORE = "before";
    static final String AFTER = "after";

    private static final int NO_CONTENT = 204;

    /** Hears who has come where. */
    @FunctionalInterface
    interface Listener {

        /** @param place {@code before} or {@code after} and the step's id */
        void reached(String node, String place);
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Listener listener;

    Checkpoints(Listener listener) {
        this.listener = listener;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address(String node) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + node;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String[] path = call.getRequestURI().getPath().split("/");
            listener.reached(path[1], path[2] + " " + path[3]);
            call.getResponseHeaders().set("Connection", "close");
            call.sendResponseHeaders(NO_CONTENT, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
