package dealpayouts.wise;

import java.util.Set;

/**
 * What follows from Wise's reason for a failed payout (Wise reference §13). The list of reasons is open: from one that is
 * not known nothing follows but that people are told.
 */
public final class PayoutFailures {

    private static final String RETRIED = "TECHNICAL_ISSUE_RETRYABLE";

    /** With these a further payment to the same recipient fails, too. */
    private static final Set<String> UNUSABLE_RECIPIENT = Set.of(
            "ACCOUNT_BLOCKED",
            "ACCOUNT_CLOSED",
            "ACCOUNT_DOES_NOT_EXIST",
            "ACCOUNT_FROZEN",
            "BUSINESS_PAYMENTS_FORBIDDEN",
            "CANNOT_ACCEPT_FROM_3RD_PARTY",
            "CREDITING_ACCOUNT_FORBIDDEN",
            "EXTERNAL_IDENTIFIER_DETAILS_HAVE_CHANGED",
            "TAX_ID_NOT_MATCHING",
            "TAX_ID_SUSPENDED",
            "WRONG_ACCOUNT_DETAILS",
            "WRONG_ACCOUNT_NUMBER",
            "WRONG_ACCOUNT_TYPE",
            "WRONG_BANK_CODE",
            "WRONG_BRANCH_CODE",
            "WRONG_CARD_NUMBER",
            "WRONG_CARD_TYPE",
            "WRONG_CURRENCY",
            "WRONG_ID_NUMBER",
            "WRONG_NAME",
            "WRONG_PHONE_NUMBER",
            "WRONG_RUT_NUMBER");

    private PayoutFailures() {}

    /** Whether Wise tries again by itself, so that nobody has to do anything. */
    public static boolean isRetried(String code) {
        return RETRIED.equals(code);
    }

    /** Whether nobody is to be paid by this recipient again. */
    static boolean isRecipientUnusable(String code) {
        return UNUSABLE_RECIPIENT.contains(code);
    }
}
