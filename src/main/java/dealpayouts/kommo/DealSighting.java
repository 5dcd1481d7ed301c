package dealpayouts.kommo;

import java.util.Map;

/**
 * One deal as a delivery saw it: a hint to look at that deal, never a reason to pay (Kommo reference §3.6). Numbers
 * are positive.
 *
 * @param dealId the lead's id
 * @param action {@code status} (moved to another stage), {@code add} (created) or {@code update} (edited; some moves
 *     are reported only so, Kommo reference §3.4)
 * @param pipelineId the pipeline the deal is in, {@code null} when not given
 * @param statusId the stage the deal is in, {@code null} when not given; 142 and 143 exist in every pipeline
 * @param lastModified the time of the change in Unix seconds, {@code null} when not given: Digital Pipeline deliveries
 *     never have it (Kommo reference §3.5)
 * @param fields the first value of each custom field that the delivery tells, by the field's id; Digital Pipeline
 *     deliveries tell none
 */
public record DealSighting(
        long dealId, String action, Long pipelineId, Long statusId, Long lastModified, Map<Long, String> fields) {

    public DealSighting {
        fields = Map.copyOf(fields);
    }
}
