package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Kommo's pipelines and their stages (Kommo reference §10). */
public final class Pipelines {

    private Pipelines() {}

    /**
     * A stage of a pipeline.
     *
     * @param archived whether its pipeline is
     */
    public record Stage(long pipelineId, String pipeline, long id, String name, boolean archived) {

        @Override
        public String toString() {
            return id + " '" + name + "' of pipeline " + pipelineId + " '" + pipeline + "'";
        }
    }

    /** All stages, in Kommo's order. */
    public static List<Stage> stages(String answer) {
        List<Stage> stages = new ArrayList<>();
        for (JsonNode pipeline : Json.read(answer).path("_embedded").path("pipelines")) {
            for (JsonNode stage : pipeline.path("_embedded").path("statuses")) {
                stages.add(new Stage(
                        pipeline.path("id").asLong(),
                        pipeline.path("name").asText(),
                        stage.path("id").asLong(),
                        stage.path("name").asText(),
                        pipeline.path("is_archive").asBoolean()));
            }
        }
        return stages;
    }
}
