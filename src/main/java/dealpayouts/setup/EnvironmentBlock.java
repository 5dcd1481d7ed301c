package dealpayouts.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.PayoutField;
import dealpayouts.kommo.Pipelines;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code environmentBlock}: the settings to keep, gathered while they become known. It holds no secret. */
public final class EnvironmentBlock {

    private final KommoSettings kommo;
    private final Map<String, String> known = new LinkedHashMap<>();

    /** @param given settings that are known from the start, in the order in which they are to be printed */
    public EnvironmentBlock(KommoSettings kommo, Map<String, String> given) {
        this.kommo = kommo;
        known.putAll(given);
    }

    /**
     * The account and the Pay stage.
     *
     * @param account Kommo's account
     * @param pipelines Kommo's list of pipelines
     */
    public void kommo(@Variable("accountAnswer") String account, @Variable("pipelinesAnswer") String pipelines) {
        JsonNode json = Json.read(account);
        known.put("KOMMO_ACCOUNT_ID", json.path("id").asText());
        Pipelines.stages(pipelines).stream()
                .filter(stage -> kommo.isPayStage(stage.pipelineId(), stage.id()))
                .findFirst()
                .ifPresent(stage -> {
                    known.put("KOMMO_PAYOUT_PIPELINE_ID", String.valueOf(stage.pipelineId()));
                    known.put("KOMMO_PAYOUT_STAGE_ID", String.valueOf(stage.id()));
                });
    }

    /** The profile that pays. */
    public void profile(@Variable("profileId") Long profileId) {
        if (profileId != null) {
            known.put("WISE_PROFILE_ID", String.valueOf(profileId));
        }
    }

    void field(PayoutField field, long id) {
        known.put(field.variable(), String.valueOf(id));
    }

    /** Names and values, in the order in which they are to be printed. */
    public Map<String, String> known() {
        return known;
    }
}
