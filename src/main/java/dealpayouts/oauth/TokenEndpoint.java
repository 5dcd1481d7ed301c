package dealpayouts.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where tokens are asked for (Kommo reference §11). No route can call it, and nothing that it says is seen by one. */
final class TokenEndpoint {

    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_WORDS = 200;

    private final OAuthSettings settings;
    private final HttpClient http;

    TokenEndpoint(OAuthSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /**
     * Asks for tokens.
     *
     * @param renewalToken the latest one; null for the first time, with what the operator has given
     */
    TokenAnswer ask(String renewalToken) {
        try {
            HttpResponse<String> answer = http.send(request(renewalToken), BodyHandlers.ofString());
            return read(answer.statusCode(), answer.body());
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
            return new TokenAnswer.NotTaken("it cannot be reached");
        } catch (IOException e) {
            return new TokenAnswer.Unanswered("the connection failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TokenAnswer.Unanswered("this process was stopped meanwhile");
        }
    }

    private HttpRequest request(String renewalToken) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_id", settings.clientId());
        body.put("client_secret", settings.clientSecret());
        if (renewalToken == null && settings.authorizationCode() != null) {
            body.put("grant_type", "authorization_code");
            body.put("code", settings.authorizationCode());
        } else {
            body.put("grant_type", "refresh_token");
            body.put("refresh_token", renewalToken == null ? settings.renewalToken() : renewalToken);
        }
        body.put("redirect_uri", settings.redirectUri());
        return HttpRequest.newBuilder(settings.address())
                .timeout(settings.responseTimeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private static TokenAnswer read(int status, String body) {
        if (status == TOO_MANY) {
            return new TokenAnswer.NotTaken("it takes no more calls for the moment");
        }
        if (status != OK && (status < 400 || status >= SERVER_ERROR || status == REQUEST_TIMEOUT)) {
            return new TokenAnswer.Unanswered("it answered " + status);
        }
        try {
            JsonNode answer = Json.read(body);
            if (status != OK) {
                return new TokenAnswer.Refused(status, words(answer));
            }
            String access = answer.path("access_token").asText();
            String renewal = answer.path("refresh_token").asText();
            long seconds = answer.path("expires_in").asLong();
            return access.isBlank() || renewal.isBlank() || seconds <= 0
                    ? new TokenAnswer.Unanswered("its answer holds no tokens")
                    : new TokenAnswer.Granted(access, renewal, seconds);
        } catch (UnreadableAnswerException e) {
            return status == OK
                    ? new TokenAnswer.Unanswered("its answer cannot be read")
                    : new TokenAnswer.NotTaken("it answered " + status + ", and not as Kommo does");
        }
    }

    private static String words(JsonNode problem) {
        String detail = problem.path("detail").asText(problem.path("message").asText(""));
        String hint = problem.path("hint").asText("");
        String words = (detail + " " + hint).replaceAll("[\\p{Cntrl}<>]+", " ").strip();
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }
}
