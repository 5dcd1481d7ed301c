package dealpayouts.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Why a payout does not go on now. Each has its sentence in {@code routes/notes.camel.yaml} under {@link #key()}; the
 * facts named here may be used in that sentence as <code>${variable.facts[name]}</code>.
 */
public enum StopReason {
    /** The deal is deleted or not in the Pay stage: dropped without a note as long as no transfer exists. */
    LEFT_PAY_STAGE(WaitingFor.FUNDING_IN_WISE),
    CONTRACTOR_MISSING(WaitingFor.CORRECTION),
    CONTRACTOR_AMBIGUOUS(WaitingFor.CORRECTION),
    /** The main contact was deleted. Facts: contact. */
    CONTRACTOR_GONE(WaitingFor.CORRECTION),
    /** Missing or zero. */
    AMOUNT_NOT_SET(WaitingFor.CORRECTION),
    /** Facts: problem, a sentence that names the field. */
    AMOUNT_INVALID(WaitingFor.CORRECTION),
    CURRENCY_NOT_SET(WaitingFor.CORRECTION),
    /** Facts: problem, a sentence that names the field. */
    CURRENCY_INVALID(WaitingFor.CORRECTION),
    /** Facts: currency, problem. */
    CURRENCY_NOT_PAID(WaitingFor.CORRECTION),
    /** A field that the settings name cannot be read on any deal. Facts: problem, which names the setting. */
    SETTING_WRONG(WaitingFor.CORRECTION),
    /** Facts: problem. */
    PROFILE_UNUSABLE(WaitingFor.CORRECTION),
    /** Facts: contact, field, odd (which character in it is none that is expected, or nothing). */
    RECIPIENT_FIELD_INVALID(WaitingFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_NOT_FOUND(WaitingFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_INACTIVE(WaitingFor.CORRECTION),
    /** Facts: contact, recipient, currency. */
    RECIPIENT_OTHER_CURRENCY(WaitingFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_OTHER_PROFILE(WaitingFor.CORRECTION),
    /** Wise wants a person to accept what it found out about the recipient. Facts: contact, recipient, currency, problem. */
    RECIPIENT_NOT_CONFIRMED(WaitingFor.CORRECTION),
    /** Neither a recipient id nor an e-mail address. Facts: contact. */
    RECIPIENT_UNKNOWN(WaitingFor.CORRECTION),
    /** Facts: contact, email, problem (what is wrong with it). */
    EMAIL_INVALID(WaitingFor.CORRECTION),
    /** The main contact has no name, without which no recipient can be made. Facts: contact. */
    CONTRACTOR_UNNAMED(WaitingFor.CORRECTION),
    /** Wise makes no recipient of this name and address. Facts: contact, email, currency, problem. */
    RECIPIENT_REFUSED(WaitingFor.CORRECTION),
    /** Wise wants bank details for this currency. Facts: contact, currency. */
    EMAIL_NOT_ALLOWED(WaitingFor.CORRECTION),
    /** Facts: problem. */
    QUOTE_REFUSED(WaitingFor.CORRECTION),
    /** Wise offers no payment from the balance. Facts: problem. */
    BALANCE_OPTION_UNUSABLE(WaitingFor.CORRECTION),
    /** Facts: problem. */
    QUOTE_BLOCKED(WaitingFor.CORRECTION),
    /** Facts: missing, needed, available. */
    TOP_UP(WaitingFor.BALANCE),
    /** Wise refuses the balance although it holds enough. Facts: available, problem. */
    BALANCE_REFUSED(WaitingFor.BALANCE),
    /** Wise asks for details that neither the deal nor a setting gives as Wise wants them. Facts: details. */
    REQUIREMENT_MISSING(WaitingFor.CORRECTION),
    /** A validation error. Facts: problem. */
    WISE_REFUSED(WaitingFor.CORRECTION),
    /** A permission is missing or an id belongs to somebody else. Facts: problem. */
    WISE_FORBIDDEN(WaitingFor.CORRECTION),
    /** The transfer that came back is not the one that was asked for. Facts: transfer, difference. */
    TRANSFER_DIFFERS(WaitingFor.CORRECTION),
    /** Wise wants a person to confirm the payment. */
    FUND_IN_WISE(WaitingFor.FUNDING_IN_WISE),
    /** {@code PAYOUT_FUNDING=draft}: a person confirms each payment. */
    DRAFT(WaitingFor.FUNDING_IN_WISE),
    /** Wise cancelled the transfer before it was funded. Facts: state. */
    TRANSFER_CANCELLED(WaitingFor.CORRECTION),
    /** The transfer pays a recipient who is not the one that the deal names now. Facts: transfer, changes, state. */
    RECIPIENT_CHANGED(WaitingFor.CORRECTION),
    /** Such a transfer is cancelled, and the next cycle pays. Facts: changes. */
    TRANSFER_REPLACED(WaitingFor.CORRECTION),
    /** Somebody has begun to fund the transfer, and Wise waits for the money. */
    FUNDING_STARTED(WaitingFor.WISE),
    /** Nothing follows from Wise's word for the state of the unpaid transfer. Facts: state. */
    TRANSFER_STATE_UNKNOWN(WaitingFor.CORRECTION),
    /** The deal names a transfer that this ledger does not know. Facts: transfer. */
    FOREIGN_TRANSFER(WaitingFor.CORRECTION),
    /** An operator has said that it is not to be paid. Facts: actor. */
    CALLED_OFF(WaitingFor.CORRECTION),
    /** The same when there is a transfer that waits for its money. Facts: actor. */
    CALLED_OFF_TRANSFER(WaitingFor.CORRECTION),
    /** Other deals pay the same contractor the same. Facts: amount, contact, deals, payouts (ids). */
    POSSIBLE_DUPLICATE(WaitingFor.CORRECTION),
    /** The balance does not cover the whole batch. Facts: missing, total, available. */
    BATCH_TOP_UP(WaitingFor.BATCH),
    /** A person funds the whole batch in Wise. */
    BATCH_FUND_IN_WISE(WaitingFor.FUNDING_IN_WISE),
    /** The batch as such cannot go on. Facts: problem. */
    BATCH_STOPPED(WaitingFor.BATCH),
    /** The batch waits for other members. Facts: deals. */
    BATCH_HELD(WaitingFor.BATCH),
    /** A route of the integration engineer's own holds it, with a sentence of its own or this one. */
    HELD_BY_ROUTE(WaitingFor.CORRECTION),
    /** A person cancelled the batch before a transfer existed: a new cycle is an explicit act. Facts: batch, actor. */
    BATCH_CANCELLED(WaitingFor.CORRECTION);

    private static final Set<StopReason> OF_BATCH =
            EnumSet.of(BATCH_TOP_UP, BATCH_FUND_IN_WISE, BATCH_STOPPED, BATCH_HELD);

    private final WaitingFor parkedFor;
    private final String key;

    StopReason(WaitingFor parkedFor) {
        this.parkedFor = parkedFor;
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        this.key = words[0]
                + Arrays.stream(words, 1, words.length)
                        .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                        .reduce("", String::concat);
    }

    /** What a payout with this reason waits for. */
    public WaitingFor parkedFor() {
        return parkedFor;
    }

    /** Whether it is the batch that stops; every other stop concerns the one payout, which then leaves its batch. */
    boolean isOfBatch() {
        return OF_BATCH.contains(this);
    }

    /** Whether a payout with that recorded reason waits because of its batch. */
    static boolean isOfBatch(String recorded) {
        return OF_BATCH.stream().map(StopReason::name).anyMatch(name -> name.equals(recorded));
    }

    /** The name under which its sentence is found, such as {@code amountNotSet}. */
    public String key() {
        return key;
    }
}
