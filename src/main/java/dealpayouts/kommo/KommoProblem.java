package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.List;

/** Kommo's own words for a refusal (Kommo reference §12). */
public final class KommoProblem {

    private static final int LONGEST = 300;

    private KommoProblem() {}

    /**
     * Why a call was refused and which part of the request that is about, without a final stop.
     *
     * @param status HTTP status of the answer
     * @param body of the answer; null when there was none
     */
    public static String words(int status, String body) {
        String detail = detail(body);
        return detail.isEmpty() ? "it does not say why (HTTP status " + status + ")" : detail;
    }

    private static String detail(String body) {
        try {
            JsonNode json = Json.read(body);
            List<String> details = new ArrayList<>();
            json.path("validation-errors").forEach(item -> item.path("errors")
                    .forEach(error -> details.add(error.path("path").asText() + ": "
                            + error.path("detail").asText())));
            String all = details.isEmpty()
                    ? json.path("detail").asText(json.path("title").asText())
                    : String.join("; ", details);
            String line = all.replaceAll("\\s+", " ").strip();
            String whole = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
            return whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
        } catch (UnreadableAnswerException noProblem) {
            return "";
        }
    }
}
