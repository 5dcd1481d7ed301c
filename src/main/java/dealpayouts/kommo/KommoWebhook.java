package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Our account webhook at Kommo (Kommo reference §3.8). Its address ends with a secret and is therefore never shown.
 */
public final class KommoWebhook {

    private static final String PATH = "/webhooks/kommo/";
    /** Stage changes; deals made in the Pay stage; and users report stage changes that come only as an update (§3.4). */
    private static final Set<String> EVENTS = new TreeSet<>(Set.of("status_lead", "add_lead", "update_lead"));

    /** How it stands with the webhook. */
    public enum State {
        THERE,
        MISSING,
        /** One goes to our path with another secret: it was changed, or this is somebody else's product. */
        OTHER_SECRET,
        INCOMPLETE,
        /** Kommo has given it up; it is enabled by being saved again (§3.6). */
        DISABLED
    }

    private final String publicUrl;
    private final String secret;

    /**
     * @param publicUrl our address from outside; empty when it is not set
     * @param secret the last part of the webhook's address
     */
    public KommoWebhook(String publicUrl, String secret) {
        this.publicUrl = publicUrl;
        this.secret = secret;
    }

    /** Whether its address is known. */
    public boolean isKnown() {
        return !publicUrl.isEmpty() && !secret.isEmpty();
    }

    /** Where it is, for people: without the secret. */
    public String shown() {
        return (publicUrl.isEmpty() ? "…" : publicUrl) + PATH + "…";
    }

    /**
     * How it stands.
     *
     * @param answer Kommo's list of webhooks; empty when there are none
     */
    public State state(String answer) {
        if (answer == null || answer.isBlank()) {
            return State.MISSING;
        }
        State state = State.MISSING;
        for (JsonNode webhook : Json.list(answer, "_embedded", "webhooks")) {
            String destination = webhook.path("destination").asText();
            if (isOurs(destination)) {
                return stateOf(webhook);
            }
            if (destination.startsWith(publicUrl + PATH) && !publicUrl.isEmpty()) {
                state = State.OTHER_SECRET;
            }
        }
        return state;
    }

    /** Whether Kommo's answer names the webhook that was to be saved. */
    public boolean isSaved(String answer) {
        return isOurs(Json.read(answer).path("destination").asText());
    }

    private boolean isOurs(String destination) {
        return publicUrl.isEmpty()
                ? !secret.isEmpty() && destination.endsWith(PATH + secret)
                : destination.equals(publicUrl + PATH + secret);
    }

    private static State stateOf(JsonNode webhook) {
        if (webhook.path("disabled").asBoolean()) {
            return State.DISABLED;
        }
        Set<String> settings = new TreeSet<>();
        webhook.path("settings").forEach(setting -> settings.add(setting.asText()));
        return settings.containsAll(EVENTS) ? State.THERE : State.INCOMPLETE;
    }

    /**
     * The request that makes it, completes it or enables it again. It keeps the events that somebody else has chosen.
     *
     * @param answer Kommo's list of webhooks; empty when there are none
     */
    public String request(String answer) {
        Set<String> settings = new TreeSet<>(EVENTS);
        if (answer != null && !answer.isBlank()) {
            for (JsonNode webhook : Json.list(answer, "_embedded", "webhooks")) {
                if (isOurs(webhook.path("destination").asText())) {
                    webhook.path("settings").forEach(setting -> settings.add(setting.asText()));
                }
            }
        }
        return Json.write(
                Map.of("destination", publicUrl + PATH + secret, "settings", new ArrayList<>(settings), "sort", 10));
    }

    /** The events that it needs, for people. */
    public static String events() {
        return String.join(", ", List.copyOf(EVENTS));
    }
}
