package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which payouts durable work is working on in this process, and which of the calls that make transfers or move money it
 * may make for each: one of a kind in one attempt, after the ledger has recorded that it is about to be made, and after
 * the deal was looked at in the same attempt. A call without such a permit never leaves the house, whatever a route does.
 */
public final class Attempts {

    /** Where no time passes between a look at a deal and its payment, or nothing is ever paid. */
    public static final LastQuestion NOTHING_TO_ASK = new LastQuestion() {
        @Override
        public void beforeFunding(Payout payout) {}

        @Override
        public void beforeFunding(Batch batch) {}
    };

    private final LastQuestion lastQuestion;
    private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<Long, BatchAttempt> batches = new ConcurrentHashMap<>();

    public Attempts(LastQuestion lastQuestion) {
        this.lastQuestion = lastQuestion;
    }

    /** Asked when a funding call has got its turn and is about to leave: much may have happened while it waited. */
    public interface LastQuestion {

        /**
         * @throws TryAgainException when the payout's deal has to be looked at again first; the call is not made
         */
        void beforeFunding(Payout payout);

        /**
         * @throws TryAgainException when a deal has to be looked at again first; the call is not made
         */
        void beforeFunding(Batch batch);
    }

    /** What has happened in one attempt. A permit is taken once, by one thread, whatever a route does at the same time. */
    private static final class Attempt {
        private boolean dealSeen;
        private boolean evidenceRead;
        private boolean fundingAsked;
        private final AtomicReference<Payout> transferPermit = new AtomicReference<>();
        private final AtomicReference<Payout> fundingPermit = new AtomicReference<>();
    }

    /** The same for a batch: who is paid by the one call. */
    private static final class BatchAttempt {
        private final Set<Long> unpaidByRecords = ConcurrentHashMap.newKeySet();
        private boolean unpaidByGroup;
        private boolean fundingAsked;
        private final AtomicReference<BatchPermit> permit = new AtomicReference<>();
    }

    /** To pay that batch: its group, or where there is none exactly these transfers. */
    private record BatchPermit(Batch batch, Set<Long> transferIds) {

        boolean isFor(String path, String body) {
            return batch.groupId() == null
                    ? transferIds.equals(transfersIn(body))
                    : path.contains("/batch-payments/" + batch.groupId() + "/");
        }
    }

    /** Durable work begins with the batch; nobody else works on it until {@link #endBatch}. */
    public void beginBatch(long batchId) {
        batches.put(batchId, new BatchAttempt());
    }

    /** Nothing more is permitted. */
    public void endBatch(long batchId) {
        batches.remove(batchId);
    }

    /** Durable work begins with the payout; nobody else works on it until {@link #end}. */
    public void begin(long payoutId) {
        attempts.put(payoutId, new Attempt());
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
     * @throws IllegalMoveException when the deal was not seen in the Pay stage in this attempt
     */
    void requireDealSeen(Payout payout) {
        Attempt attempt = attempts.get(payout.id());
        if (attempt != null && !attempt.dealSeen) {
            throw new IllegalMoveException(
                    "Payout " + payout.id() + " needs a look at its deal in this attempt before money moves");
        }
    }

    /**
     * Whether funding may be asked for.
     *
     * @throws IllegalMoveException when it was asked for in this attempt, or in an earlier one of which it is not known
     *     what became
     */
    void requireFundable(Payout payout) {
        requireDealSeen(payout);
        Attempt attempt = attempts.get(payout.id());
        if (attempt == null) {
            return;
        }
        if (attempt.fundingAsked) {
            throw new IllegalMoveException(
                    "Payout " + payout.id() + ": funding was asked for in this attempt; it is not asked for twice");
        }
        if (payout.fundingAttempts() > 0 && !attempt.evidenceRead) {
            throw new IllegalMoveException(
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

    /** The payout's transfer may be cancelled with one call, by the payout's own work or by that of its batch. */
    void permitCancellation(Payout payout) {}

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
     * @throws IllegalMoveException when it was asked for in this attempt, or in an earlier one of which it is not known
     *     what became
     */
    void requireFundable(Batch batch, List<Payout> unpaid) {
        BatchAttempt attempt = batches.get(batch.id());
        if (attempt == null) {
            return;
        }
        if (attempt.fundingAsked) {
            throw new IllegalMoveException(
                    "Batch " + batch.id() + ": funding was asked for in this attempt; it is not asked for twice");
        }
        boolean evidenceRead = batch.groupId() == null
                ? unpaid.stream().allMatch(payout -> attempt.unpaidByRecords.contains(payout.id()))
                : attempt.unpaidByGroup;
        if (batch.fundingAttempts() > 0 && !evidenceRead) {
            throw new IllegalMoveException(
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
     * Uses the permit for funding a batch.
     *
     * @param path names Wise's group; in the guide's dialect the body names the transfers
     * @throws IllegalMoveException when the ledger has not recorded that exactly this is about to be funded, or it was used
     * @throws TryAgainException when a member's deal has to be looked at again first
     */
    public void useBatchFunding(String path, String body) {
        for (BatchAttempt attempt : batches.values()) {
            BatchPermit permit = attempt.permit.get();
            if (permit != null && permit.isFor(path, body) && attempt.permit.compareAndSet(permit, null)) {
                lastQuestion.beforeFunding(permit.batch());
                return;
            }
        }
        throw new IllegalMoveException(
                "Funding of a batch that the ledger has not recorded, or that was asked for in this"
                        + " attempt, is not asked for");
    }

    private static Set<Long> transfersIn(String body) {
        Set<Long> ids = new HashSet<>();
        try {
            Json.read(body).path("transferIds").forEach(id -> ids.add(id.asLong()));
        } catch (UnreadableAnswerException e) {
            return Set.of();
        }
        return ids;
    }

    /**
     * Uses the permit for making a transfer.
     *
     * @param body what is about to be sent
     * @throws IllegalMoveException when it is not, to the letter, the request that the ledger has stored for a payout that
     *     is worked on, or not made from the price that was recorded for it
     */
    public void useTransfer(String body) {
        for (Attempt attempt : attempts.values()) {
            Payout payout = attempt.transferPermit.get();
            if (payout != null
                    && body.equals(payout.transferBody())
                    && attempt.transferPermit.compareAndSet(payout, null)) {
                if (!attempt.dealSeen) {
                    throw new IllegalMoveException(
                            "Payout " + payout.id() + " needs a look at its deal in this attempt before it is sent");
                }
                requireOwn(payout, body);
                return;
            }
        }
        throw new IllegalMoveException(
                "A transfer that the ledger has not recorded, or that was sent in this attempt, is not made");
    }

    /** The request pays whom the recorded price is for, and can be recognised as this payout's. */
    private static void requireOwn(Payout payout, String body) {
        boolean own;
        try {
            JsonNode request = Json.read(body);
            own = payout.customerTransactionId()
                            .toString()
                            .equals(request.path("customerTransactionId").asText())
                    && String.valueOf(payout.quoteId())
                            .equals(request.path("quoteUuid").asText())
                    && String.valueOf(payout.recipientId())
                            .equals(request.path("targetAccount").asText());
        } catch (UnreadableAnswerException e) {
            own = false;
        }
        if (!own) {
            throw new IllegalMoveException("The transfer request of payout " + payout.id()
                    + " names another key, quote or recipient than the ledger; it is not sent");
        }
    }

    /**
     * Uses the permit for funding a transfer.
     *
     * @throws IllegalMoveException when the ledger has not recorded that this transfer is about to be funded, or it was
     *     used
     * @throws TryAgainException when the payout's deal has to be looked at again first
     */
    public void useFunding(long transferId) {
        for (Attempt attempt : attempts.values()) {
            Payout payout = attempt.fundingPermit.get();
            if (payout != null
                    && payout.transferId() == transferId
                    && attempt.fundingPermit.compareAndSet(payout, null)) {
                lastQuestion.beforeFunding(payout);
                return;
            }
        }
        throw new IllegalMoveException("Funding of transfer " + transferId
                + " that the ledger has not recorded, or that was asked for in this attempt, is not asked for");
    }
}
