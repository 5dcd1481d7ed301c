package dealpayouts.kommo;

import java.time.Instant;

/**
 * One deal as Kommo's lists show it: a hint to look at that deal, never a reason to pay.
 *
 * @param dealId the lead's id
 * @param pipelineId the pipeline it is in, or that it entered
 * @param stageId the stage it is in, or that it entered
 * @param changedAt when it was created, changed or entered the stage, whichever came last; to the second
 */
public record SeenDeal(long dealId, long pipelineId, long stageId, Instant changedAt) {}
