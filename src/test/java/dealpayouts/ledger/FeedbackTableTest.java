package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kommo is to be told is told by one attempt after the other, on whatever node. */
@ParameterizedClass
@EnumSource(Store.class)
class FeedbackTableTest {

    private static final long DEAL = 15500001;

    @Parameter
    Store store;

    private OpenLedger ledger;
    private Feedback seen;

    @BeforeEach
    void aNoteIsDue() {
        ledger = new OpenLedger(store);
        ledger.feedback.add(ledger.accepted(DEAL).id(), Feedback.Kind.NOTE, "Wise: paid.");
        seen = ledger.feedback.pending(1);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whoHasReadTheRowBeforeAnotherAttemptBeganHasToReadItAgain() {
        assertThat(ledger.feedback.attempted(seen)).isTrue();

        assertThat(ledger.feedback.attempted(seen)).isFalse();
        assertThat(ledger.feedback.pending(1).attempts()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenIsNotSentAgainByWhoHasReadTheRowBefore() {
        ledger.feedback.written(seen);

        assertThat(ledger.feedback.attempted(seen)).isFalse();
    }
}
