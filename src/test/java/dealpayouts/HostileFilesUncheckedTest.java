package dealpayouts;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dealpayouts.app.OfflineProduct;
import dealpayouts.e2e.ProductFolder;
import dealpayouts.routes.InvalidRoutesException;
import dealpayouts.routes.LiveRoutes;
import dealpayouts.routes.NoRules;
import dealpayouts.routes.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The files of {@link HostileFilesTest} with the rules switched off: what Camel loads of them is run. The second fence holds
 * alone: nothing is asked of Wise but reads, nobody else is called, and no planted secret gets anywhere.
 */
class HostileFilesUncheckedTest {

    private static final Path CORPUS = Path.of("src/test/resources/hostile");
    private static final String WISE_TOKEN = "planted-wise-token-5f3a9c";
    private static final String KOMMO_TOKEN = "planted-kommo-token-77d01b";
    private static final String WEBHOOK_SECRET = "planted-webhook-secret-90be";
    private static final String PASSWORD = "planted-ledger-password-4411";
    /** Something that is in the environment of every process, and that no route may read. */
    private static final String PATH = System.getenv("PATH");

    private final WireMockServer remotes = server();
    private final WireMockServer allowed = server();
    private final WireMockServer others = server();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path machine;

    private OfflineProduct product;

    private static WireMockServer server() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        return server;
    }

    @BeforeEach
    void open() {
        Properties settings = new Properties();
        settings.put("wise.base-url", remotes.baseUrl() + "/wise");
        settings.put("kommo.base-url", remotes.baseUrl() + "/kommo");
        settings.put("wise.api-key", WISE_TOKEN);
        settings.put("kommo.access-token", KOMMO_TOKEN);
        settings.put("kommo.webhook-secret", WEBHOOK_SECRET);
        settings.put("ledger.password", PASSWORD);
        settings.put("routes.allowed-hosts", allowed.baseUrl());
        settings.put("own.a", "a");
        settings.put("own.b", "b");
        settings.put("own.host", "localhost:" + others.port());
        product = new OfflineProduct(settings);
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        product.close();
        Stream.of(remotes, allowed, others).forEach(WireMockServer::stop);
    }

    @Test
    @Timeout(120)
    void noMoneyMovesAndNoSecretLeaves() throws IOException {
        List<String> ran = new ArrayList<>();
        List<Path> attacks;
        try (Stream<Path> files = Files.list(CORPUS)) {
            attacks = files.sorted().toList();
        }
        for (Path attack : attacks) {
            if (run(attack)) {
                ran.add(attack.getFileName().toString());
            }
        }

        assertThat(ran)
                .as("attacks that Camel loads when no rule stands before it")
                .hasSizeGreaterThan(20);
        assertThat(others.getAllServeEvents())
                .as("calls to hosts that nobody has allowed")
                .isEmpty();
        assertThat(remotes.getAllServeEvents())
                .extracting(event -> event.getRequest().getMethod())
                .as("calls to Wise and Kommo")
                .containsOnly(RequestMethod.GET);
        assertThat(allowed.getAllServeEvents())
                .as("what a host that is allowed was told")
                .allSatisfy(event -> requireClean(told(LoggedRequest.createFrom(event.getRequest()))));
        assertThat(log.list).allSatisfy(line -> requireClean(line.getFormattedMessage()));
        assertThat(machine).isEmptyDirectory();
    }

    /** @return whether Camel loaded it and it was called */
    private boolean run(Path attack) throws IOException {
        ProductFolder folder = ProductFolder.copy();
        try (Stream<Path> files = Files.list(folder.routes())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().matches("(remote-errors|http-boundary).camel.yaml")) {
                    Files.delete(file);
                }
            }
        }
        String name = attack.getFileName().toString();
        String text = Files.readString(attack)
                .replace("https://hooks.example.com", allowed.baseUrl())
                .replace("https://collect.example.com", others.baseUrl())
                .replace("https://api.wise.com", remotes.baseUrl() + "/wise")
                .replace("WISE_API_KEY", "PATH")
                // How long a route waits is its own business.
                .replace("100000000", "1")
                .replace("/tmp/taken", machine.resolve("taken").toString());
        if (name.endsWith(".kamelet.yaml")) {
            String kamelet = text.contains("  name: wise-call") ? "wise-call" : "foreign";
            folder.write("routes/kamelets/" + kamelet + ".kamelet.yaml", text);
            folder.write("routes/caller.camel.yaml", CALLER.formatted(kamelet));
        } else {
            folder.write("routes/" + name, text);
        }
        try (LiveRoutes routes = new LiveRoutes(product.surroundings(), NoRules.check(), (version, hashes) -> {})) {
            routes.replaceBy(RouteFiles.read(folder.routes()));
            Exchange exchange = routes.call("attack", Map.of());
            requireClean(String.valueOf(exchange.getMessage().getBody()));
            requireClean(String.valueOf(exchange.getMessage().getHeaders()));
            requireClean(String.valueOf(exchange.getVariables()));
            requireClean(String.valueOf(exchange.getAllProperties()));
            return exchange.getException() == null;
        } catch (InvalidRoutesException | RuntimeCamelException refused) {
            requireClean(String.valueOf(refused.getMessage()));
            return false;
        }
    }

    private static final String CALLER =
            """
            - route:
                id: caller
                from:
                  uri: direct:attack
                  steps:
                    - to:
                        uri: kamelet:%s
            """;

    private static String told(LoggedRequest request) {
        return request.getUrl() + request.getHeaders() + request.getBodyAsString();
    }

    private static void requireClean(String text) {
        assertThat(text).doesNotContain(WISE_TOKEN, KOMMO_TOKEN, WEBHOOK_SECRET, PASSWORD, PATH);
    }
}
