package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayoutFailuresTest {

    /** All that Wise names (Wise reference §13). */
    private static final List<String> CODES =
            List.of(("ACCOUNT_BLOCKED ACCOUNT_CLOSED ACCOUNT_DOES_NOT_EXIST ACCOUNT_FROZEN ACCOUNT_LIMIT_REACHED"
                            + " BUSINESS_PAYMENTS_FORBIDDEN CANNOT_ACCEPT_FROM_3RD_PARTY CREDITING_ACCOUNT_FORBIDDEN"
                            + " DUPLICATE_ENTRY EXTERNAL_IDENTIFIER_DETAILS_HAVE_CHANGED FUNDS_NOT_EXPECTED_RETURNED"
                            + " MANDATE_NOT_FILLED_IN REASON_NOT_SPECIFIED REQUEST_FOR_INFORMATION_EXPIRED"
                            + " RETURN_REQUESTED_BY_RECIPIENT SENDER_REQUESTED_TO_CANCEL TAX_ID_NOT_MATCHING"
                            + " TAX_ID_SUSPENDED TECHNICAL_ISSUE TECHNICAL_ISSUE_RETRYABLE WRONG_ACCOUNT_DETAILS"
                            + " WRONG_ACCOUNT_NUMBER WRONG_ACCOUNT_TYPE WRONG_BANK_CODE WRONG_BRANCH_CODE"
                            + " WRONG_CARD_NUMBER WRONG_CARD_TYPE WRONG_CURRENCY WRONG_ID_NUMBER WRONG_NAME"
                            + " WRONG_PHONE_NUMBER WRONG_REFERENCE WRONG_PAYMENT_PURPOSE WRONG_RUT_NUMBER")
                    .split(" "));

    private final Recipients recipients = new Recipients();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONG_CARD_NUMBER",
                "WRONG_PHONE_NUMBER",
                "WRONG_RUT_NUMBER",
                "TAX_ID_NOT_MATCHING",
                "CREDITING_ACCOUNT_FORBIDDEN",
                "CANNOT_ACCEPT_FROM_3RD_PARTY",
                "EXTERNAL_IDENTIFIER_DETAILS_HAVE_CHANGED"
            })
    void aRecipientWhoCannotBePaidIsNotPaidAgain(String code) {
        assertThat(recipients.isWrong(Map.of("code", code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TECHNICAL_ISSUE",
                "TECHNICAL_ISSUE_RETRYABLE",
                "ACCOUNT_LIMIT_REACHED",
                "WRONG_REFERENCE",
                "WRONG_PAYMENT_PURPOSE",
                "SOMETHING_NEW"
            })
    void anyOtherReasonKeepsTheRecipient(String code) {
        assertThat(recipients.isWrong(Map.of("code", code))).isFalse();
    }

    @Test
    void eachCodeHasWordsForPeople() throws IOException {
        String notes = Files.readString(Path.of("routes/notes.camel.yaml"));

        assertThat(CODES).allSatisfy(code -> assertThat(notes).contains("          " + code + ": "));
    }
}
