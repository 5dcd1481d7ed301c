package dealpayouts.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the product says of itself that runs with the same settings on this machine. */
final class RunningProduct {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final URI health;

    /**
     * How it stands with it.
     *
     * @param name {@code ready}, {@code troubled} or {@code not_running}
     * @param detail for people
     */
    record State(String name, String detail) {}

    private RunningProduct(URI health) {
        this.health = health;
    }

    static RunningProduct at(Settings.Listener management) {
        String host = management.host().equals("0.0.0.0") ? "127.0.0.1" : management.host();
        return new RunningProduct(URI.create("http://" + host + ":" + management.port() + "/observe/health?data=true"));
    }

    State state() {
        try {
            var answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(HttpRequest.newBuilder(health).timeout(PATIENCE).build(), BodyHandlers.ofString());
            List<String> down = down(Json.read(answer.body()));
            return answer.statusCode() == OK && down.isEmpty()
                    ? new State("ready", "running, and well")
                    : new State("troubled", "running, but not well: " + String.join(", ", down));
        } catch (IOException e) {
            return new State(
                    "not_running",
                    "not running here, as nobody answers at " + health.getHost() + ":" + health.getPort());
        } catch (UnreadableAnswerException e) {
            return new State(
                    "not_running",
                    "not running here, as somebody else answers at " + health.getHost() + ":" + health.getPort());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the product was asked how it is", e);
        }
    }

    private static List<String> down(JsonNode health) {
        List<String> down = new ArrayList<>();
        for (JsonNode check : health.path("checks")) {
            if (!"UP".equals(check.path("status").asText())) {
                down.add(check.path("name").asText());
            }
        }
        return down;
    }
}
