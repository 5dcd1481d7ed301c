package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Access tokens for a day and refresh tokens for one use (Kommo reference §11). */
final class KommoOAuth {

    static final String PATH = "/oauth2/access_token";

    private final KommoWorld world;
    private final Map<String, Instant> access = new HashMap<>();
    Duration life = Duration.ofDays(1);
    String code;
    private String refresh;
    int granted;

    KommoOAuth(KommoWorld world) {
        this.world = world;
    }

    boolean accepts(String token) {
        Instant expiry = access.get(token);
        return expiry != null && world.instant().isBefore(expiry);
    }

    void revoke() {
        access.clear();
    }

    Answer token(Call call) {
        JsonNode body = Json.read(call.body()).orElse(null);
        if (body == null || !call.hasContentType("application/json")) {
            return KommoErrors.problem(400, "Bad Request", "The body is not JSON");
        }
        if (!KommoStandIn.CLIENT_ID.equals(body.path("client_id").asText())
                || !KommoStandIn.CLIENT_SECRET.equals(body.path("client_secret").asText())
                || !KommoStandIn.REDIRECT_URI.equals(body.path("redirect_uri").asText())) {
            return KommoErrors.problem(401, "Unauthorized", "Client authentication failed");
        }
        boolean byCode = "authorization_code".equals(body.path("grant_type").asText());
        String shown = body.path(byCode ? "code" : "refresh_token").asText();
        if (!shown.equals(byCode ? code : refresh)) {
            return Answer.json(
                    401,
                    Json.object(
                            "hint",
                            "Token has been revoked",
                            "title",
                            "Unauthorized",
                            "type",
                            "https://httpstatus.es/401",
                            "status",
                            401,
                            "detail",
                            "The refresh token is invalid."));
        }
        if (byCode) {
            code = null;
        }
        granted++;
        refresh = "refresh-" + UUID.randomUUID();
        String token = KommoAdministration.token(world.instant().plus(life)) + UUID.randomUUID();
        access.put(token, world.instant().plus(life));
        return Answer.json(
                200,
                Json.object(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        life.toSeconds(),
                        "server_time",
                        world.now(),
                        "access_token",
                        token,
                        "refresh_token",
                        refresh));
    }
}
