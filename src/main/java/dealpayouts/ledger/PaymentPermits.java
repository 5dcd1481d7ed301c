package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which payouts durable work is working on in this process, and which of the calls that make transfers or move money it
 * may make for each: one of a kind in one attempt, after the ledger has recorded that it is about to be made, and after
 * the deal was looked at in the same attempt. A call without such a permit never leaves the house, whatever a route does.
 */
public final class PaymentPermits implements Genuine {

    /** Where no time passes between a look at a deal and its payment, or nothing is ever paid. */
    public static final LastQuestion NOTHING_TO_ASK = new LastQuestion() {
        @Override
        public void beforeFunding(Payout payout) {}

        @Override
        public void beforeFunding(Batch batch) {}

        @Override
        public String groupOf(long batchId) {
            return null;
        }
    };

    private static final String BALANCE = "BALANCE";

    private final LastQuestion lastQuestion;
    private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<Long, BatchAttempt> batches = new ConcurrentHashMap<>();
    private final Answers answers = new Answers();

    public PaymentPermits(LastQuestion lastQuestion) {
        this.lastQuestion = lastQuestion;
    }

    /** Asked when a funding call has got its turn and is about to leave: much may have happened while it waited. */
    public interface LastQuestion {

        /**
         * @throws RetryLaterException when the payout's deal has to be looked at again first; the call is not made
         */
        void beforeFunding(Payout payout);

        /**
         * @throws RetryLaterException when a deal has to be looked at again first; the call is not made
         */
        void beforeFunding(Batch batch);

        /** Wise's group of the batch; null in the guide's dialect, which has none. */
        String groupOf(long batchId);
    }

    /** What has happened in one attempt. A permit is taken once, by one thread, whatever a route does at the same time. */
    private static final class Attempt {
        private final long answersBefore;
        private boolean dealSeen;
        private boolean evidenceRead;
        private boolean fundingAsked;
        private final AtomicReference<Payout> transferPermit = new AtomicReference<>();
        private final AtomicReference<Payout> fundingPermit = new AtomicReference<>();
        private final AtomicReference<String> recipientPermit = new AtomicReference<>();
        private final AtomicReference<Payout> cancellationPermit = new AtomicReference<>();

        Attempt(long answersBefore) {
            this.answersBefore = answersBefore;
        }
    }

    /** The same for a batch: who is paid by the one call. */
    private static final class BatchAttempt {
        private final long answersBefore;
        private final Set<Long> unpaidByRecords = ConcurrentHashMap.newKeySet();
        private boolean unpaidByGroup;
        private boolean fundingAsked;
        private final AtomicReference<BatchPermit> permit = new AtomicReference<>();
        private final AtomicReference<GroupChange> groupChange = new AtomicReference<>();
        private final Set<Long> cancellations = ConcurrentHashMap.newKeySet();

        BatchAttempt(long answersBefore) {
            this.answersBefore = answersBefore;
        }
    }

    /** To pay that batch: its group, or where there is none exactly these transfers. */
    private record BatchPermit(Batch batch, Set<Long> transferIds) {

        boolean isFor(long profileId, String groupId, String body) {
            return batch.profileId() == profileId
                    && Objects.equals(batch.groupId(), groupId)
                    && (groupId == null ? transferIds.equals(transfersIn(body)) : isFromBalance(body));
        }
    }

    /** To close that group, or to cancel it. */
    private record GroupChange(long profileId, String groupId, String status) {

        /** A group is changed in the version that was read; everything else about it stays. */
        boolean isFor(long profile, String group, String body) {
            JsonNode change = read(body);
            return profileId == profile
                    && Objects.equals(groupId, group)
                    && change.size() == 2
                    && change.path("version").isIntegralNumber()
                    && status.equals(change.path("status").textValue());
        }
    }

    /** What Wise has answered in this process. */
    public Answers answers() {
        return answers;
    }

    @Override
    public void require(Payout payout, Answers.Kind kind, Long subject, int status, String body) {
        Attempt attempt = attempts.get(payout.id());
        BatchAttempt batch = payout.batchId() == null ? null : batches.get(payout.batchId());
        long before = attempt != null ? attempt.answersBefore : batch != null ? batch.answersBefore : 0;
        requireSeen(answers.has(kind, String.valueOf(subject), status, body, before));
    }

    @Override
    public void require(Batch batch, Answers.Kind kind, int status, String body) {
        BatchAttempt attempt = batches.get(batch.id());
        String subject = batch.groupId() == null ? String.valueOf(batch.profileId()) : batch.groupId();
        requireSeen(answers.has(kind, subject, status, body, attempt == null ? 0 : attempt.answersBefore));
    }

    private static void requireSeen(boolean seen) {
        if (!seen) {
            throw new UnreadableAnswerException(
                    "what is taken for Wise's answer is none that Wise has given in this attempt");
        }
    }

    /** Durable work begins with the batch; nobody else works on it until {@link #endBatch}. */
    public void beginBatch(long batchId) {
        batches.put(batchId, new BatchAttempt(answers.latest()));
    }

    /** Nothing more is permitted. */
    public void endBatch(long batchId) {
        batches.remove(batchId);
    }

    /** Durable work begins with the payout; nobody else works on it until {@link #end}. */
    public void begin(long payoutId) {
        attempts.put(payoutId, new Attempt(answers.latest()));
    }

    /** Nothing more is permitted. */
    public void end(long payoutId) {
        attempts.remove(payoutId);
    }

    /** The deal was found in the Pay stage. */
    void dealSeen(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null) {
            attempt.dealSeen = true;
        }
    }

    /**
     * Wise's records show that no earlier funding call has taken the money. What the payout's own work has read says
     * nothing to its batch: it may be older than what the batch has asked for.
     */
    void evidenceRead(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null) {
            attempt.evidenceRead = true;
            return;
        }
        BatchAttempt batch = payout.batchId() == null ? null : batches.get(payout.batchId());
        if (batch != null) {
            batch.unpaidByRecords.add(payout.id());
        }
    }

    /** The same, by Wise's record of the batch group. */
    void evidenceRead(Batch batch) {
        BatchAttempt attempt = batches.get(batch.id());
        if (attempt != null) {
            attempt.unpaidByGroup = true;
        }
    }

    /**
     * Whether a transfer may be asked for.
     *
     * @throws IllegalTransitionException when the deal was not seen in the Pay stage in this attempt
     */
    void requireDealSeen(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null && !attempt.dealSeen) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " needs a look at its deal in this attempt before money moves");
        }
    }

    /**
     * Whether funding may be asked for.
     *
     * @throws IllegalTransitionException when it was asked for in this attempt, or in an earlier one of which it is not known
     *     what became
     */
    void requireFundable(Payout payout) {
        requireDealSeen(payout);
        Attempt attempt = attempts.get(payout.id());
        if (attempt == null) {
            return;
        }
        if (attempt.fundingAsked) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + ": funding was asked for in this attempt; it is not asked for twice");
        }
        if (payout.fundingAttempts() > 0 && !attempt.evidenceRead) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id()
                            + ": funding was asked for before, and Wise's records were not read since; the money may have left");
        }
    }

    /** The stored request may be sent once. */
    void permitTransfer(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null) {
            attempt.transferPermit.set(payout);
        }
    }

    /** The payout's transfer may be funded with one call. */
    void permitFunding(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null) {
            attempt.fundingAsked = true;
            attempt.fundingPermit.set(payout);
        }
    }

    /**
     * Whether funding of the batch may be asked for.
     *
     * @param unpaid its members whose money was not seen leaving
     * @throws IllegalTransitionException when it was asked for in this attempt, or in an earlier one of which it is not known
     *     what became
     */
    void requireFundable(Batch batch, List<Payout> unpaid) {
        BatchAttempt attempt = batches.get(batch.id());
        if (attempt == null) {
            return;
        }
        if (attempt.fundingAsked) {
            throw new IllegalTransitionException(
                    "Batch " + batch.id() + ": funding was asked for in this attempt; it is not asked for twice");
        }
        boolean evidenceRead = batch.groupId() == null
                ? unpaid.stream().allMatch(payout -> attempt.unpaidByRecords.contains(payout.id()))
                : attempt.unpaidByGroup;
        if (batch.fundingAttempts() > 0 && !evidenceRead) {
            throw new IllegalTransitionException(
                    "Batch " + batch.id()
                            + ": funding was asked for before, and Wise's records were not read since; the money may have left");
        }
    }

    /**
     * The batch may be funded with one call.
     *
     * @param transferIds what is paid by it in the guide's dialect, where there is no group
     */
    void permitFunding(Batch batch, Set<Long> transferIds) {
        BatchAttempt attempt = batches.get(batch.id());
        if (attempt != null) {
            attempt.fundingAsked = true;
            attempt.permit.set(new BatchPermit(batch, transferIds));
        }
    }

    /**
     * The recipient may be made with one call, to the letter.
     *
     * @param body the request
     * @throws IllegalTransitionException when it would make another recipient than the payout has claimed
     */
    void permitRecipient(Payout payout, long profileId, String email, String body) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt == null) {
            return;
        }
        JsonNode request = read(body);
        boolean claimed = request.path("profile").isIntegralNumber()
                && request.path("profile").longValue() == profileId
                && payout.amount()
                        .currency()
                        .getCurrencyCode()
                        .equals(request.path("currency").textValue())
                && email.equals(request.path("details").path("email").textValue());
        if (!claimed) {
            throw new IllegalTransitionException("The recipient request of payout " + payout.id()
                    + " is for another profile, currency or address than it has claimed; it is not sent");
        }
        attempt.recipientPermit.set(body);
    }

    /**
     * Uses the permit for making a recipient.
     *
     * @throws IllegalTransitionException when the ledger has not recorded that exactly this is about to be asked for, or it was
     *     asked for
     */
    public void useRecipient(String body) {
        for (Attempt attempt : attempts.values()) {
            String permitted = attempt.recipientPermit.get();
            if (body.equals(permitted) && attempt.recipientPermit.compareAndSet(permitted, null)) {
                return;
            }
        }
        throw new IllegalTransitionException(
                "A recipient that no payout has claimed, or that was asked for in this attempt, is not made");
    }

    /** The payout's transfer may be cancelled with one call, by the payout's own work or by that of its batch. */
    void permitCancellation(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null) {
            attempt.cancellationPermit.set(payout);
            return;
        }
        BatchAttempt batch = payout.batchId() == null ? null : batches.get(payout.batchId());
        if (batch != null) {
            batch.cancellations.add(payout.transferId());
        }
    }

    /**
     * Uses the permit for cancelling a transfer.
     *
     * @throws IllegalTransitionException when the ledger has not recorded that this transfer is about to be cancelled, or it was
     *     used
     */
    public void useCancellation(long transferId) {
        for (Attempt attempt : attempts.values()) {
            Payout payout = attempt.cancellationPermit.get();
            if (payout != null
                    && payout.transferId() == transferId
                    && attempt.cancellationPermit.compareAndSet(payout, null)) {
                return;
            }
        }
        for (BatchAttempt batch : batches.values()) {
            if (batch.cancellations.remove(transferId)) {
                return;
            }
        }
        throw new IllegalTransitionException("Transfer " + transferId
                + " is not cancelled: the ledger has not recorded that, or it was asked for in this attempt");
    }

    /** The batch's group may be closed, or cancelled, with one call. */
    void permitGroupChange(Batch batch, String status) {
        BatchAttempt attempt = batches.get(batch.id());
        if (attempt != null) {
            attempt.groupChange.set(new GroupChange(batch.profileId(), batch.groupId(), status));
        }
    }

    /**
     * Uses the permit for changing a batch group.
     *
     * @throws IllegalTransitionException when the ledger has not recorded that exactly this is about to be asked for, or it was
     *     used
     */
    public void useGroupChange(long profileId, String groupId, String body) {
        for (BatchAttempt attempt : batches.values()) {
            GroupChange permitted = attempt.groupChange.get();
            if (permitted != null
                    && permitted.isFor(profileId, groupId, body)
                    && attempt.groupChange.compareAndSet(permitted, null)) {
                return;
            }
        }
        throw new IllegalTransitionException("Batch group " + groupId
                + " is not changed: the ledger has not recorded that, or it was asked for in this attempt");
    }

    /**
     * Uses the permit for funding a batch.
     *
     * @param groupId Wise's group; null in the guide's dialect, where the body names the transfers
     * @throws IllegalTransitionException when the ledger has not recorded that exactly this is about to be funded, or it was used
     * @throws RetryLaterException when a member's deal has to be looked at again first
     */
    public void useBatchFunding(long profileId, String groupId, String body) {
        for (BatchAttempt attempt : batches.values()) {
            BatchPermit permit = attempt.permit.get();
            if (permit != null
                    && permit.isFor(profileId, groupId, body)
                    && attempt.permit.compareAndSet(permit, null)) {
                lastQuestion.beforeFunding(permit.batch());
                return;
            }
        }
        throw new IllegalTransitionException(
                "Funding of a batch that the ledger has not recorded, or that was asked for in this"
                        + " attempt, is not asked for");
    }

    private static Set<Long> transfersIn(String body) {
        Set<Long> ids = new HashSet<>();
        JsonNode request = read(body);
        JsonNode transfers = request.path("transferIds");
        transfers.forEach(id -> ids.add(id.isIntegralNumber() ? id.longValue() : 0));
        return request.size() == 1 && ids.size() == transfers.size() ? ids : Set.of();
    }

    private static boolean isFromBalance(String body) {
        JsonNode request = read(body);
        return request.size() == 1 && BALANCE.equals(request.path("type").textValue());
    }

    /** What is no JSON names nothing. */
    private static JsonNode read(String body) {
        try {
            return Json.read(body);
        } catch (UnreadableAnswerException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Uses the permit for making a transfer.
     *
     * @param groupId the batch group in which it is made; null for none
     * @param body what is about to be sent
     * @throws IllegalTransitionException when it is not, to the letter, the request that the ledger has stored for a payout that
     *     is worked on, or not made from the price that was recorded for it, or not in its batch's group
     */
    public void useTransfer(String groupId, String body) {
        for (Attempt attempt : attempts.values()) {
            Payout payout = attempt.transferPermit.get();
            if (payout != null
                    && body.equals(payout.transferBody())
                    && attempt.transferPermit.compareAndSet(payout, null)) {
                if (!attempt.dealSeen) {
                    throw new IllegalTransitionException(
                            "Payout " + payout.id() + " needs a look at its deal in this attempt before it is sent");
                }
                requireOwn(payout, body);
                requireOwnGroup(payout, groupId);
                return;
            }
        }
        throw new IllegalTransitionException(
                "A transfer that the ledger has not recorded, or that was sent in this attempt, is not made");
    }

    private void requireOwnGroup(Payout payout, String groupId) {
        String own = payout.batchId() == null ? null : lastQuestion.groupOf(payout.batchId());
        if (!Objects.equals(own, groupId)) {
            throw new IllegalTransitionException("The transfer of payout " + payout.id()
                    + " would be made in another batch group than the ledger's;" + " it is not sent");
        }
    }

    /** The request pays whom the recorded price is for, and can be recognised as this payout's. */
    private static void requireOwn(Payout payout, String body) {
        JsonNode request = read(body);
        boolean own = payout.customerTransactionId()
                        .toString()
                        .equals(request.path("customerTransactionId").asText())
                && String.valueOf(payout.quoteId())
                        .equals(request.path("quoteUuid").asText())
                && String.valueOf(payout.recipientId())
                        .equals(request.path("targetAccount").asText());
        if (!own) {
            throw new IllegalTransitionException("The transfer request of payout " + payout.id()
                    + " names another key, quote or recipient than the ledger; it is not sent");
        }
    }

    /**
     * Uses the permit for funding a transfer.
     *
     * @param profileId whose balance pays
     * @param body where the money comes from
     * @throws IllegalTransitionException when the ledger has not recorded that exactly this is about to be asked for, or it was
     *     used
     * @throws RetryLaterException when the payout's deal has to be looked at again first
     */
    public void useFunding(long profileId, long transferId, String body) {
        for (Attempt attempt : attempts.values()) {
            Payout payout = attempt.fundingPermit.get();
            if (payout != null
                    && payout.transferId() == transferId
                    && payout.profileId() == profileId
                    && isFromBalance(body)
                    && attempt.fundingPermit.compareAndSet(payout, null)) {
                lastQuestion.beforeFunding(payout);
                return;
            }
        }
        throw new IllegalTransitionException("Funding of transfer " + transferId
                + " that the ledger has not recorded, or that was asked for in this attempt, is not asked for");
    }
}
