package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WiseWorld.Balance;
import dealpayouts.standin.WiseWorld.Profile;
import dealpayouts.standin.WiseWorld.Recipient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A Wise that keeps accounts and refuses what the real one refuses (Wise reference §19). Every switch may be changed while it runs and holds
 * for the calls that come after.
 */
public final class WiseStandIn implements AutoCloseable {

    /** The only bearer token that is accepted. */
    public static final String TOKEN = "b1946ac9-stand-in-wise-token";

    /** The visible business profile that exists from the start, beside a personal one. */
    public static final long PROFILE_ID = WiseWorld.BUSINESS_PROFILE;

    private final Guard guard = new Guard();
    private final WiseWorld world;
    private final WiseApi api;
    private final WiseWebhooks webhooks;
    private final StandInServer server;

    private WiseStandIn(Dialect dialect, int port) {
        world = new WiseWorld(dialect);
        api = new WiseApi(world, guard);
        webhooks = new WiseWebhooks(world, guard);
        server = new StandInServer(port, this::answer);
    }

    /** Starts on a free port. */
    public static WiseStandIn start(Dialect dialect) {
        return start(dialect, 0);
    }

    /** Starts on this port; 0 for a free one. */
    public static WiseStandIn start(Dialect dialect, int port) {
        return new WiseStandIn(dialect, port);
    }

    Answer answer(Call call) {
        return guard.locked(() -> api.answer(call));
    }

    /** Base URL without a slash at the end. */
    public String url() {
        return server.url();
    }

    /** Subscriptions to events and all that can happen to deliveries. */
    public WiseWebhooks webhooks() {
        return webhooks;
    }

    /** Batch groups, and what a person does with them. */
    public BatchPages batches() {
        return new BatchPages(guard, world, api.batches());
    }

    /** Sets what is on the balance of PROFILE_ID in this currency, opening the balance when there is none. */
    public void setBalance(String currency, String amount) {
        guard.locked(() -> world.setBalance(currency, new BigDecimal(amount), "set"));
    }

    /** Adds to the balance, opening it when there is none. */
    public void topUp(String currency, String amount) {
        guard.locked(() -> world.topUp(currency, new BigDecimal(amount)));
    }

    /** What is on the balance; zero when there is none in this currency. */
    public BigDecimal balance(String currency) {
        return guard.locked(() -> {
            Balance balance = world.balances.get(currency);
            return balance == null ? Currencies.rounded(BigDecimal.ZERO, currency) : balance.amount;
        });
    }

    /** An active recipient of PROFILE_ID: by e-mail when one is given, else with a bank account as usual for the currency. Returns its id. */
    public long addRecipient(String currency, String holderName, String email) {
        return guard.locked(() -> {
            RecipientType type = email == null ? RecipientType.bank(currency) : RecipientType.EMAIL;
            ObjectNode details = type.sample(email);
            Recipient recipient =
                    new Recipient(world.nextRecipientId(), PROFILE_ID, currency, type, holderName, details);
            world.recipients.put(recipient.id, recipient);
            return recipient.id;
        });
    }

    /** In which form names of recipients are kept from now on. */
    public void storeNames(Storing storing) {
        guard.locked(() -> world.scenario.storing = storing);
    }

    public void deactivateRecipient(long id) {
        guard.locked(() -> recipient(id).active = false);
    }

    /** Wise doubts the recipient's name, so that a person has to accept it before it can be paid (§6). */
    public void doubtName(long id, String resolvedName) {
        guard.locked(() -> recipient(id).confirmations = doubts(recipient(id).name, resolvedName));
    }

    /** The same for recipients that are made from now on; null to stop. */
    public void doubtNewNames(String resolvedNameOrNull) {
        guard.locked(() -> world.scenario.newConfirmations =
                resolvedNameOrNull == null ? null : doubts("as given", resolvedNameOrNull));
    }

    /** A person accepts on Wise's pages what Wise has found out about the recipient. */
    public void acceptByHand(long id) {
        guard.locked(() -> recipient(id).confirmations.put("acceptedOutcomes", true));
    }

    private static ObjectNode doubts(String provided, String resolved) {
        return Json.object(
                "acceptedOutcomes",
                false,
                "quoteId",
                null,
                "outcomes",
                Json.array(
                        Json.object(
                                "type",
                                "ACCOUNT_EXISTENCE",
                                "outcome",
                                "SUCCESS",
                                "requiresCustomerAcceptance",
                                false,
                                "message",
                                "The account exists."),
                        Json.object(
                                "type",
                                "NAME_MATCHING",
                                "outcome",
                                "PARTIAL_FAILURE",
                                "requiresCustomerAcceptance",
                                true,
                                "providedName",
                                provided,
                                "resolvedName",
                                resolved,
                                "message",
                                "The name does not quite match the account.",
                                "recommendedUpdates",
                                Json.array())));
    }

    /** What is asked of transfers in this currency from now on (§7). */
    public void requireDetails(String currency, TransferDetail... details) {
        guard.locked(() -> world.scenario.transferDetails.put(currency, List.of(details)));
    }

    /** Quotes into this currency want {@code paymentMetadata.transferNature} from now on (§5). */
    public void requireTransferNature(String currency) {
        guard.locked(() -> world.scenario.transferNatureFor.add(currency));
    }

    /** Gives the recipient to another profile; one that is not of this user makes it unreachable. */
    public void moveRecipientToProfile(long id, long profileId) {
        guard.locked(() -> recipient(id).profile = profileId);
    }

    /** Number of recipients of PROFILE_ID, active or not. */
    public int recipients() {
        return guard.locked(() -> (int) world.recipients.values().stream()
                .filter(recipient -> recipient.profile == PROFILE_ID)
                .count());
    }

    /** The holders' names of all recipients of PROFILE_ID, by id. */
    public Map<Long, String> recipientNames() {
        return guard.locked(() -> world.recipients.values().stream()
                .filter(recipient -> recipient.profile == PROFILE_ID)
                .collect(Collectors.toMap(recipient -> recipient.id, recipient -> recipient.name)));
    }

    /**
     * Adds a business profile.
     *
     * @param state VISIBLE, HIDDEN or DEACTIVATED
     */
    public void addBusinessProfile(long id, String state) {
        guard.locked(() -> world.profiles.put(id, new Profile(id, "BUSINESS", "Acme Branch " + id, state)));
    }

    /** Where the account is based, as ISO 3166 says; GB at the start. */
    public void setCountry(String code) {
        guard.locked(() -> world.country = code);
    }

    /** Whether {@code email} is among the account requirements and may be created (§6); true at the start. */
    public void allowEmailRecipients(boolean allowed) {
        guard.locked(() -> world.scenario.emailRecipients = allowed);
    }

    /** Rate of the quotes to come; a pair without a rate is an unsupported route. */
    public void setRate(String source, String target, String rate) {
        guard.locked(() -> world.scenario.rate(source, target, new BigDecimal(rate)));
    }

    /** Fee of the quotes to come; at the start 7.84, or 0.50 within one currency. */
    public void setFee(String feeInSourceCurrency) {
        guard.locked(() -> world.scenario.fee(new BigDecimal(feeInSourceCurrency)));
    }

    /** What quotes to come say about paying from the balance (§5). */
    public void balanceOption(BalanceOption option) {
        guard.locked(() -> world.scenario.balanceOption = option);
    }

    /** Whether quotes to come carry a BLOCKED notice (§5). */
    public void blockQuotes(boolean blocked) {
        guard.locked(() -> world.scenario.blockedNotice = blocked);
    }

    /** How long quotes to come live; 30 minutes at the start. */
    public void quoteLifetime(Duration lifetime) {
        guard.locked(() -> world.scenario.quoteLifetime = lifetime);
    }

    /** Target currencies that quotes refuse with {@code error.route.not.supported}; replaces the earlier list. */
    public void unsupportedTargets(String... currencies) {
        guard.locked(() -> {
            world.scenario.unsupportedTargets.clear();
            world.scenario.unsupportedTargets.addAll(List.of(currencies));
        });
    }

    /** How funding calls are answered from now on (§9). */
    public void funding(Funding funding) {
        guard.locked(() -> world.scenario.funding = funding);
    }

    /** The refusal used when {@link Funding#COMPLETED} meets a short balance; null for the dialect's usual one. */
    public void shortBalance(Funding refusal) {
        guard.locked(() -> world.scenario.shortBalance = refusal);
    }

    /** The refusal of a second funding of one transfer: {@link Funding#PAYMENT_EXISTS} at the start. */
    public void repeatedFunding(Funding refusal) {
        if (refusal.debits()) {
            throw new IllegalArgumentException("a transfer is funded once");
        }
        guard.locked(() -> world.scenario.repeatedFunding = refusal);
    }

    /** Whether a batch group does not say whether it is paid (§14). */
    public void silentGroups(boolean silent) {
        guard.locked(() -> world.scenario.silentGroups = silent);
    }

    /** For this many reads after a funding the transfer still shows incoming_payment_waiting, and the quote ACCEPTED (§1). */
    public void fundingLag(int reads) {
        guard.locked(() -> world.scenario.fundingLag = reads);
    }

    /** Longest reference for a target currency, reported and enforced (§7). */
    public void referenceLimit(String currency, int maxLength) {
        guard.locked(() -> world.scenario.referenceLength(currency, maxLength));
    }

    /** What becomes of a customerTransactionId with another body (§8). */
    public void repeatedKey(RepeatedKey behaviour) {
        guard.locked(() -> world.scenario.repeatedKey = behaviour);
    }

    /** Transfers to come are made with this targetValue instead of the quoted one; null to stop. */
    public void alterTargetValue(String targetValueOrNull) {
        guard.locked(() -> world.scenario.alteredTargetValue =
                targetValueOrNull == null ? null : new BigDecimal(targetValueOrNull));
    }

    /** Whether transfers are refused because the account asks for approvals on wise.com (§3). */
    public void requireApproval(boolean required) {
        guard.locked(() -> world.scenario.missingApproval = required);
    }

    /** Moves the stand-in's clock forward. */
    public void passTime(Duration duration) {
        guard.locked(() -> world.passTime(duration));
    }

    /** A person funds the transfer on Wise's pages; fails when that is not possible. */
    public void fundByHand(long transferId) {
        guard.locked(() -> api.fundings().fundByHand(transfer(transferId)));
    }

    /** A person cancels the transfer on Wise's pages, unless it is funded. Returns whether it is cancelled now. */
    public boolean cancelByHand(long transferId) {
        return guard.locked(() -> {
            SentTransfer transfer = transfer(transferId);
            if (WiseFundings.isFundable(transfer)) {
                api.fundings().advance(transfer, "cancelled", world.now());
            }
            return transfer.status.equals("cancelled");
        });
    }

    /** A person makes a transfer from the USD balance on Wise's pages, without a reference. Returns its id. */
    public long makeByHand(long recipientId, String targetAmount) {
        return guard.locked(
                () -> api.transfers().makeByHand(recipient(recipientId), "USD", new BigDecimal(targetAmount)).id);
    }

    /** Another program makes a transfer from the USD balance with a key and a reference of its own. Returns its id. */
    public long makeElsewhere(long recipientId, String targetAmount, UUID key, String reference) {
        return guard.locked(() -> api.transfers()
                .makeElsewhere(recipient(recipientId), "USD", new BigDecimal(targetAmount), key, reference)
                .id);
    }

    /** Moves a transfer to any state (§16); {@code funds_refunded} refunds a funded transfer's debit unless that has happened. */
    public void advance(long transferId, String status) {
        guard.locked(() -> api.fundings().advance(transfer(transferId), status, world.now()));
    }

    /** As above, with the moment that its events are to name. */
    public void advance(long transferId, String status, Instant occurredAt) {
        guard.locked(() -> api.fundings().advance(transfer(transferId), status, occurredAt));
    }

    /** Tells subscribers that the payout failed; the state stays what it is (§13). */
    public void payoutFailure(long transferId, String code, String description) {
        guard.locked(() -> api.transfers().payoutFailure(transfer(transferId), code, description));
    }

    /** Credits the balance with what was debited or less, once, and tells subscribers; the state stays what it is (§13). */
    public void refund(long transferId, String amount) {
        guard.locked(() -> api.fundings().refund(transfer(transferId), new BigDecimal(amount), world.now()));
    }

    /** Tells subscribers what keeps the transfer waiting; with no case at all, that nothing does any more (§13). */
    public void activeCases(long transferId, String... cases) {
        guard.locked(() -> api.transfers().activeCases(transfer(transferId), cases));
    }

    /** All transfers, oldest first. */
    public List<Transfer> transfers() {
        return guard.locked(() ->
                world.transfers.values().stream().map(SentTransfer::verdict).toList());
    }

    /** Number of transfers for which a balance was debited. */
    public int fundings() {
        return guard.locked(() -> (int) world.transfers.values().stream()
                .filter(transfer -> transfer.funded)
                .count());
    }

    /** Every call so far, in the order in which they were answered. */
    public List<RecordedCall> calls() {
        return server.calls();
    }

    /** A hundred requests a second and a thousand a minute, then 429 (§3); off at the start. */
    public void limitRequests(boolean limited) {
        guard.locked(() -> api.limit(limited));
    }

    /** How many calls are still to be processed of those that were cut. */
    public int lateEffects() {
        return server.lateEffects();
    }

    public void forgetCalls() {
        server.forgetCalls();
    }

    /** Whether calls are recorded; off saves memory under load. */
    public void recordCalls(boolean record) {
        server.recordCalls(record);
    }

    /** Every answer takes this much longer. */
    public void latency(Duration perCall) {
        server.latency(perCall);
    }

    /** The next {@code times} calls of this method whose path without query matches the whole pattern suffer the fault, first planned first. */
    public void fault(String method, String pathRegex, Fault fault, int times) {
        server.fault(method, pathRegex, fault, times);
    }

    /** Every call suffers the fault, unless another one is planned for it; null ends that. */
    public void outage(Fault faultOrNull) {
        disturb(arrival -> Optional.ofNullable(faultOrNull));
    }

    /** What goes wrong with the calls to come, beside planned faults; replaces the earlier one. */
    public void disturb(Disturbance disturbance) {
        server.disturb(disturbance);
    }

    /** Tells one sentence whenever money or a transfer's state changes; called in order, before the call that caused it is answered. */
    public void onEvent(Consumer<String> listener) {
        guard.locked(() -> world.listeners.add(listener));
    }

    @Override
    public void close() {
        world.deliveries.close();
        server.close();
    }

    private Recipient recipient(long id) {
        Recipient recipient = world.recipients.get(id);
        if (recipient == null) {
            throw new IllegalArgumentException("no recipient " + id);
        }
        return recipient;
    }

    private SentTransfer transfer(long id) {
        SentTransfer transfer = world.transfers.get(id);
        if (transfer == null) {
            throw new IllegalArgumentException("no transfer " + id);
        }
        return transfer;
    }
}
