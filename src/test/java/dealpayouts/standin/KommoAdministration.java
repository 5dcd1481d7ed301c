package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tokens, fields and webhooks of the Kommo stand-in's account (Kommo reference §3.8, §9, §11). */
public final class KommoAdministration {

    private final Guard guard;
    private final KommoWorld world;

    KommoAdministration(Guard guard, KommoWorld world) {
        this.guard = guard;
        this.world = world;
    }

    /** A long-lived token that expires then (§11). */
    public static String token(Instant expiry) {
        return part(Json.object("typ", "JWT", "alg", "RS256")) + "."
                + part(Json.object(
                        "aud",
                        "stand-in",
                        "sub",
                        String.valueOf(KommoWorld.TOKEN_USER),
                        "exp",
                        expiry.getEpochSecond(),
                        "account_id",
                        KommoStandIn.ACCOUNT_ID))
                + ".c3RhbmQtaW4";
    }

    private static String part(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /** The operator takes an authorization code on Kommo's pages; long-lived tokens are not accepted any more. */
    public String authorize() {
        return guard.locked(() -> {
            world.token = "";
            world.oauth.code = "code-" + UUID.randomUUID();
            return world.oauth.code;
        });
    }

    /** How long access tokens to come are good; a day at the start. */
    public void setLifeOfTokens(Duration life) {
        guard.locked(() -> world.oauth.life = life);
    }

    /** No access token that was granted so far is accepted any more. */
    public void revokeTokens() {
        guard.locked(world.oauth::revoke);
    }

    /** How often tokens were granted. */
    public int granted() {
        return guard.locked(() -> world.oauth.granted);
    }

    /** From now on this is the only token that is accepted. */
    public void acceptOnly(String token) {
        guard.locked(() -> world.token = token);
    }

    /** Whether the token is an administrator's, as it is at the start. */
    public void setAdministrator(boolean administrator) {
        guard.locked(() -> world.administrator = administrator);
    }

    /** Gives the contact another name. */
    public void rename(long contactId, String name) {
        guard.locked(() -> world.contacts.get(contactId).name = name);
    }

    /** Removes every field that payouts need, as in an account that was never set up. */
    public void removePayoutFields() {
        guard.locked(() -> world.fields.remove(
                field -> field.code() != null && field.code().matches("(PAYOUT|WISE)_.*")));
    }

    /** Gives a field another type, as if somebody had made it so. */
    public void setFieldType(long fieldId, String type) {
        guard.locked(() -> world.fields.setType(fieldId, type));
    }

    /** The ids of fields by their code. */
    public Map<String, Long> fieldsByCode() {
        return guard.locked(() -> world.fields.idsByCode());
    }

    /** Kommo gives up an address that answered badly too often (§3.6). */
    public void disableSubscription(String destinationUrl) {
        guard.locked(() -> world.deliveries.subscriptions().get(destinationUrl).disable());
    }

    /** The events that an address is subscribed to, none when it is not. */
    public Set<String> subscription(String destinationUrl) {
        return guard.locked(() -> {
            KommoSubscription found = world.deliveries.subscriptions().get(destinationUrl);
            return found == null ? Set.of() : found.settings();
        });
    }
}
