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
    LEFT_PAY_STAGE(ParkedFor.FUNDING_IN_WISE),
    CONTRACTOR_MISSING(ParkedFor.CORRECTION),
    CONTRACTOR_AMBIGUOUS(ParkedFor.CORRECTION),
    /** The main contact was deleted. Facts: contact. */
    CONTRACTOR_GONE(ParkedFor.CORRECTION),
    /** Missing or zero. */
    AMOUNT_NOT_SET(ParkedFor.CORRECTION),
    /** Facts: problem, a sentence that names the field. */
    AMOUNT_INVALID(ParkedFor.CORRECTION),
    CURRENCY_NOT_SET(ParkedFor.CORRECTION),
    /** Facts: problem, a sentence that names the field. */
    CURRENCY_INVALID(ParkedFor.CORRECTION),
    /** Facts: currency, problem. */
    CURRENCY_NOT_PAID(ParkedFor.CORRECTION),
    /** A field that the settings name cannot be read on any deal. Facts: problem, which names the setting. */
    SETTING_WRONG(ParkedFor.CORRECTION),
    /** Facts: problem. */
    PROFILE_UNUSABLE(ParkedFor.CORRECTION),
    /** Facts: contact, field, odd (which character in it is none that is expected, or nothing). */
    RECIPIENT_FIELD_INVALID(ParkedFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_NOT_FOUND(ParkedFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_INACTIVE(ParkedFor.CORRECTION),
    /** Facts: contact, recipient, currency. */
    RECIPIENT_OTHER_CURRENCY(ParkedFor.CORRECTION),
    /** Facts: contact, recipient. */
    RECIPIENT_OTHER_PROFILE(ParkedFor.CORRECTION),
    /** Wise wants a person to accept what it found out about the recipient. Facts: contact, recipient, currency, problem. */
    RECIPIENT_NOT_CONFIRMED(ParkedFor.CORRECTION),
    /** Neither a recipient id nor an e-mail address. Facts: contact. */
    RECIPIENT_UNKNOWN(ParkedFor.CORRECTION),
    /** Facts: contact, email, problem (what is wrong with it). */
    EMAIL_INVALID(ParkedFor.CORRECTION),
    /** The main contact has no name, without which no recipient can be made. Facts: contact. */
    CONTRACTOR_UNNAMED(ParkedFor.CORRECTION),
    /** Wise makes no recipient of this name and address. Facts: contact, email, currency, problem. */
    RECIPIENT_REFUSED(ParkedFor.CORRECTION),
    /** Wise wants bank details for this currency. Facts: contact, currency. */
    EMAIL_NOT_ALLOWED(ParkedFor.CORRECTION),
    /** Facts: problem. */
    QUOTE_REFUSED(ParkedFor.CORRECTION),
    /** Wise offers no payment from the balance. Facts: problem. */
    BALANCE_OPTION_UNUSABLE(ParkedFor.CORRECTION),
    /** Facts: problem. */
    QUOTE_BLOCKED(ParkedFor.CORRECTION),
    /** Facts: missing, needed, available. */
    TOP_UP(ParkedFor.BALANCE),
    /** Wise refuses the balance although it holds enough. Facts: available, problem. */
    BALANCE_REFUSED(ParkedFor.BALANCE),
    /** Wise asks for details that neither the deal nor a setting gives as Wise wants them. Facts: details. */
    REQUIREMENT_MISSING(ParkedFor.CORRECTION),
    /** A validation error. Facts: problem. */
    WISE_REFUSED(ParkedFor.CORRECTION),
    /** A permission is missing or an id belongs to somebody else. Facts: problem. */
    WISE_FORBIDDEN(ParkedFor.CORRECTION),
    /** The transfer that came back is not the one that was asked for. Facts: transfer, difference. */
    TRANSFER_DIFFERS(ParkedFor.CORRECTION),
    /** Wise wants a person to confirm the payment. */
    FUND_IN_WISE(ParkedFor.FUNDING_IN_WISE),
    /** {@code PAYOUT_FUNDING=draft}: a person confirms each payment. */
    DRAFT(ParkedFor.FUNDING_IN_WISE),
    /** Wise cancelled the transfer before it was funded. Facts: state. */
    TRANSFER_CANCELLED(ParkedFor.CORRECTION),
    /** The transfer pays a recipient who is not the one that the deal names now. Facts: transfer, changes, state. */
    RECIPIENT_CHANGED(ParkedFor.CORRECTION),
    /** Such a transfer is cancelled, and the next cycle pays. Facts: changes. */
    TRANSFER_REPLACED(ParkedFor.CORRECTION),
    /** Somebody has begun to fund the transfer, and Wise waits for the money. */
    FUNDING_STARTED(ParkedFor.WISE),
    /** Nothing follows from Wise's word for the state of the unpaid transfer. Facts: state. */
    TRANSFER_STATE_UNKNOWN(ParkedFor.CORRECTION),
    /** The deal names a transfer that this ledger does not know. Facts: transfer. */
    FOREIGN_TRANSFER(ParkedFor.CORRECTION),
    /** An operator has said that it is not to be paid. Facts: actor. */
    CALLED_OFF(ParkedFor.CORRECTION),
    /** The same when there is a transfer that waits for its money. Facts: actor. */
    CALLED_OFF_TRANSFER(ParkedFor.CORRECTION),
    /** Other deals pay the same contractor the same. Facts: amount, contact, deals, payouts (ids). */
    POSSIBLE_DUPLICATE(ParkedFor.CORRECTION),
    /** The balance does not cover the whole batch. Facts: missing, total, available. */
    BATCH_TOP_UP(ParkedFor.BATCH),
    /** A person funds the whole batch in Wise. */
    BATCH_FUND_IN_WISE(ParkedFor.FUNDING_IN_WISE),
    /** The batch as such cannot go on. Facts: problem. */
    BATCH_STOPPED(ParkedFor.BATCH),
    /** The batch waits for other members. Facts: deals. */
    BATCH_HELD(ParkedFor.BATCH),
    /** A route of the integration engineer's own holds it, with a sentence of its own or this one. */
    HELD_BY_ROUTE(ParkedFor.CORRECTION),
    /** A person cancelled the batch before a transfer existed: a new cycle is an explicit act. Facts: batch, actor. */
    BATCH_CANCELLED(ParkedFor.CORRECTION);

    private static final Set<StopReason> OF_BATCH =
            EnumSet.of(BATCH_TOP_UP, BATCH_FUND_IN_WISE, BATCH_STOPPED, BATCH_HELD);

    private final ParkedFor parkedFor;
    private final String key;

    StopReason(ParkedFor parkedFor) {
        this.parkedFor = parkedFor;
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        this.key = words[0]
                + Arrays.stream(words, 1, words.length)
                        .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                        .reduce("", String::concat);
    }

    /** What a payout with this reason waits for. */
    public ParkedFor parkedFor() {
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
