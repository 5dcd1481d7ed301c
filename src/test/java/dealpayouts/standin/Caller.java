package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls a stand-in as a client would. */
final class Caller {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    record Reply(int status, String contentType, String body, HttpHeaders headers) {

        JsonNode json() {
            return Json.read(body).orElseThrow();
        }

        JsonNode at(String pointer) {
            return json().at(pointer);
        }

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    private final String url;
    private final String token;

    Caller(String url, String token) {
        this.url = url;
        this.token = token;
    }

    Reply get(String path) throws IOException {
        return send("GET", path, null);
    }

    Reply post(String path, String body) throws IOException {
        return send("POST", path, body, "Content-Type", "application/json");
    }

    Reply patch(String path, String body) throws IOException {
        return send("PATCH", path, body, "Content-Type", "application/json");
    }

    Reply send(String method, String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        Collections.addAll(all, headers);
        HttpRequest request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                .headers(all.toArray(String[]::new))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    response.body(),
                    response.headers());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
