package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.camel.Variable;

/** Bean {@code profiles}: which Wise profile pays. */
public final class Profiles {

    private final Long configured;
    private final LongConsumer chosen;

    /**
     * @param configured the profile that must be used; null for the only visible business profile
     * @param chosen hears which one was chosen, and may refuse it
     */
    public Profiles(Long configured, LongConsumer chosen) {
        this.configured = configured;
        this.chosen = chosen;
    }

    /**
     * Chooses the paying profile (Wise reference §4). Both spellings of the type occur; a profile without a state is an
     * old one and visible.
     *
     * @param answer Wise's list of profiles
     * @throws Stop when the configured profile is not a visible business profile, or there is not exactly one such, or the
     *     ledger belongs to another one
     */
    public long choose(@Variable("profilesAnswer") String answer) {
        long profile = usable(answer);
        chosen.accept(profile);
        return profile;
    }

    private long usable(String answer) {
        List<Long> usable = new ArrayList<>();
        for (JsonNode profile : Json.list(answer)) {
            if ("business".equalsIgnoreCase(profile.path("type").asText())
                    && "VISIBLE".equals(profile.path("currentState").asText("VISIBLE"))) {
                usable.add(profile.path("id").asLong());
            }
        }
        if (configured != null) {
            if (usable.contains(configured)) {
                return configured;
            }
            throw unusable("WISE_PROFILE_ID " + configured + " is not a visible business profile of this token");
        }
        if (usable.size() == 1) {
            return usable.get(0);
        }
        throw unusable(
                usable.isEmpty()
                        ? "this token sees no visible business profile"
                        : "there are several business profiles " + usable + "; set WISE_PROFILE_ID to one of them");
    }

    private static Stop unusable(String problem) {
        return new Stop(StopReason.PROFILE_UNUSABLE, Map.of("problem", problem));
    }
}
