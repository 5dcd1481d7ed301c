package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Feedback;
import dealpayouts.money.StoredText;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code notices}: news of a transfer as it is kept in the ledger, and the task that may follow from it. */
public final class Notices {

    private static final int NO_CONTENT = 204;
    private static final int FOLLOW_UP = 1;

    private final long dueSeconds;
    private final Clock clock;

    /** @param dueSeconds how long the responsible user has for a task */
    public Notices(long dueSeconds, Clock clock) {
        this.dueSeconds = dueSeconds;
        this.clock = clock;
    }

    /** The news that the feedback holds. */
    public Notice read(@Variable("feedback") Feedback feedback) {
        JsonNode content = Json.read(feedback.content());
        Map<String, String> facts = new LinkedHashMap<>();
        content.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return new Notice(content.path("name").asText(), facts);
    }

    /**
     * The request for a task of the deal's responsible user (Kommo reference §8).
     *
     * @param note what is to be done
     * @param deal the lead; null when there is none
     * @param openTasks Kommo's answer for the deal's open tasks
     * @param code its HTTP status; 204 when there are none
     * @return null when the same task is open already, or the deal is gone
     */
    public String taskRequest(
            @Variable("feedback") Feedback feedback,
            @Variable("note") String note,
            @Variable("deal") String deal,
            @Variable("tasksAnswer") String openTasks,
            @Variable("header:tasksAnswer.CamelHttpResponseCode") int code) {
        if (deal == null || (code != NO_CONTENT && isOpen(note, openTasks))) {
            return null;
        }
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("task_type_id", FOLLOW_UP);
        task.put("text", note);
        task.put("complete_till", clock.instant().getEpochSecond() + dueSeconds);
        task.put("entity_id", feedback.dealId());
        task.put("entity_type", "leads");
        task.put(
                "responsible_user_id",
                Json.read(deal).path("responsible_user_id").asLong());
        return Json.write(List.of(task));
    }

    /**
     * The task that was made.
     *
     * @param answer Kommo's answer
     * @return its id
     * @throws UnreadableAnswerException when it names none: whether there is a task has to be looked up
     */
    public long taskId(@Variable("taskAnswer") String answer) {
        for (JsonNode task : Json.list(answer, "_embedded", "tasks")) {
            if (task.path("id").asLong() > 0) {
                return task.path("id").asLong();
            }
        }
        throw new UnreadableAnswerException("Kommo's answer names no task");
    }

    private static boolean isOpen(String note, String openTasks) {
        for (JsonNode task : Json.list(openTasks, "_embedded", "tasks")) {
            if (StoredText.isSame(note, task.path("text").asText())) {
                return true;
            }
        }
        return false;
    }
}
