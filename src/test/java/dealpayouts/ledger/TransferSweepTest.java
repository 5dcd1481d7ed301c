package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@EnumSource(Store.class)
class TransferSweepTest {

    private static final long PROFILE = 20045501;
    private static final long DEAL = 15500123;
    private static final UUID KEY = IdempotencyKey.of(OpenLedger.ACCOUNT, DEAL, 1);

    @Parameter
    Store store;

    private final Logger logger = (Logger) LoggerFactory.getLogger(TransferSweep.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        ledger.watermarks.move("began", ledger.now());
        log.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
        ledger.close();
    }

    @Test
    void anUnknownTransferIsToldOnceHoweverOftenItIsSeen() {
        compare(transfer(77, KEY));
        compare(transfer(77, KEY));

        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith("transfer 77 at Wise (processing, 10.00 EUR) looks like a payout of deal " + DEAL);
        assertThat(ledger.transferSweep.unknown()).isEqualTo(1);
    }

    @Test
    void theTransferOfAPayoutOfThisLedgerIsKnown() {
        ledger.withTransfer(DEAL);

        compare(transfer(2150000123L, KEY));

        assertThat(log.list).isEmpty();
    }

    @Test
    void aTransferThatMayJustHaveBeenAskedForIsKnown() {
        ledger.payments.transferRequested(ledger.checked(DEAL), ledger.quote(OpenLedger.AMOUNT), "{}");

        compare(transfer(77, KEY));

        assertThat(log.list).isEmpty();
    }

    @Test
    void aTransferThatARestoredLedgerHasForgottenIsTold() {
        ledger.accepted(DEAL);

        compare(transfer(77, KEY));

        assertThat(log.list).hasSize(1);
    }

    @Test
    void whatIsKnownLaterIsNotCountedAnyMore() {
        compare(transfer(77, KEY));

        ledger.withTransfer(DEAL);

        assertThat(ledger.transferSweep.unknown()).isZero();
    }

    @Test
    void theWatermarkMovesAfterTheLastPageOnly() {
        TransferMonitor.Page first = ledger.transferSweep.begin(PROFILE);
        String full = IntStream.range(0, TransferMonitor.Page.SIZE)
                .mapToObj(i -> "{\"id\":" + (i + 1) + "}")
                .collect(Collectors.joining(",", "[", "]"));

        TransferMonitor.Page second = ledger.transferSweep.compare(first, full);

        assertThat(second.offset()).isEqualTo(TransferMonitor.Page.SIZE);
        assertThat(ledger.transferSweep.begin(PROFILE).from()).isEqualTo(first.from());
        assertThat(ledger.transferSweep.compare(second, "[]")).isNull();
        assertThat(ledger.transferSweep.begin(PROFILE).from())
                .isEqualTo(first.to().minus(Duration.ofHours(1)));
    }

    @Test
    void theFirstSweepLooksAtTheMonthBeforeTheLedgerBegan() {
        assertThat(ledger.transferSweep.begin(PROFILE).from())
                .isEqualTo(ledger.now().minus(Duration.ofDays(30)).minus(Duration.ofHours(1)));
    }

    private void compare(String transfer) {
        ledger.transferSweep.compare(ledger.transferSweep.begin(PROFILE), "[" + transfer + "]");
    }

    private static String transfer(long id, UUID key) {
        return """
                {"id":%d,"status":"processing","reference":"%d","targetValue":10.00,"targetCurrency":"EUR",
                 "customerTransactionId":"%s"}"""
                .formatted(id, DEAL, key);
    }
}
