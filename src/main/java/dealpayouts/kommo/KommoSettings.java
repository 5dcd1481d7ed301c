package dealpayouts.kommo;

import dealpayouts.ledger.DealEvent;

/**
 * Where the facts of a payout stand in this Kommo account.
 *
 * @param account the account's subdomain now: a name, which may change
 * @param accountId checked against deliveries when not null
 * @param pipelineId the Pay stage's pipeline; null when the stage alone says it
 * @param stageId the Pay stage
 * @param amountField the deal's field with the amount
 * @param currencyField the deal's field with the currency
 * @param transferField the deal's field that shows the transfer; null when there is none
 * @param recipientField the contact's field with the Wise recipient's id
 * @param emailPreference which e-mail address to prefer: {@code WORK}, {@code PRIV} or {@code OTHER}
 * @param payPriceWhenNoAmount whether an empty amount field means the deal's price in the account's currency
 * @param paidStageId where a deal goes when its transfer was sent; null: nowhere
 * @param attentionStageId where a deal goes when a person has to look; null: nowhere
 */
public record KommoSettings(
        String account,
        Long accountId,
        Long pipelineId,
        long stageId,
        long amountField,
        long currencyField,
        Long transferField,
        long recipientField,
        String emailPreference,
        boolean payPriceWhenNoAmount,
        Long paidStageId,
        Long attentionStageId) {

    /** Where a deal stands that is there. @param pipeline null when it is not told @param stage null when it is not told */
    public DealEvent.Place place(Long pipeline, Long stage) {
        if (isPayStage(pipeline, stage)) {
            return DealEvent.Place.PAY;
        }
        return isPaidStage(pipeline, stage) ? DealEvent.Place.PAID : DealEvent.Place.ELSEWHERE;
    }

    /**
     * Whether that is the Pay stage. Stages 142 and 143 have the same id in every pipeline (Kommo reference §4.5), so
     * the pair decides.
     */
    public boolean isPayStage(Long pipeline, Long stage) {
        return stage != null && stage == stageId && isOurPipeline(pipeline);
    }

    /** Whether that is where deals go whose transfer was sent. */
    public boolean isPaidStage(Long pipeline, Long stage) {
        return paidStageId != null && paidStageId.equals(stage) && isOurPipeline(pipeline);
    }

    private boolean isOurPipeline(Long pipeline) {
        return pipelineId == null || pipelineId.equals(pipeline);
    }
}
