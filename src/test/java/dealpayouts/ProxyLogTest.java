package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The path of Kommo's webhook is a secret, so no proxy of ours writes it to its log. */
class ProxyLogTest {

    /** HAProxy's variables and fetches that hold the path: the request line, the path with and without query, headers. */
    private static final Pattern PATH = Pattern.compile(
            "%(\\{[^}]*\\})?(r|HP|HPO|HU|HQ|hr|hrl)\\b|path|url|req\\.hdr|capture|base\\b|pathq|txn\\.path");

    @Test
    void haproxyNamesTheWebhookOnly() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("deploy", "haproxy", "haproxy.cfg")).stream()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(lines)
                .filteredOn(line -> line.startsWith("log-format"))
                .singleElement()
                .satisfies(format -> assertThat(PATH.matcher(format).results().map(found -> found.group()))
                        .isEmpty());
        assertThat(lines).noneMatch(line -> line.matches("option (httplog|httpslog|tcplog).*"));
        assertThat(lines).filteredOn(line -> line.contains("set-var")).allSatisfy(line -> assertThat(line)
                .matches("http-request set-var\\(txn\\.webhook\\) str\\(\\w+\\) if .*"));
    }
}
