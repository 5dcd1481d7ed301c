package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Mistakes that only show while a route runs, put in charge although the rules for route files know most of them: people
 * are told which line is wrong, and nothing that is meant for machines.
 */
class RouteMistakesIT extends WithProduct {

    private static final String NOTES = "routes/notes.camel.yaml";
    private static final String QUOTE = "routes/quote.camel.yaml";
    private static final String DELAYED = "Wise: payout delayed, a route is wrong: ";

    private final ProductFolder folder = ProductFolder.copy();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    private final Appender<ILoggingEvent> console = root().getAppender("console");

    @BeforeEach
    void listen() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(root().getLoggerContext());
        encoder.setPattern("%level %logger %kvp{NONE} %msg%n%ex");
        encoder.start();
        appender.setContext(root().getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        root().setLevel(Level.INFO);
        root().detachAppender(console);
        root().addAppender(appender);
    }

    @AfterEach
    void close() {
        try {
            product.close();
        } finally {
            root().detachAppender(appender);
            root().setLevel(Level.ERROR);
            root().addAppender(console);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void aNoteThatNamesWhatIsNotThereHidesEverythingElse() {
        folder.edit(NOTES, "${variable.payout.fee},", "${variable.payout.feee},");
        start();

        long deal = pay();

        untilNote(deal, DELAYED + "the sentence 'funded' of notes.camel.yaml names what is not there (see the log of ");
        assertToldWithoutInternals(deal);
        untilHealthSays("the sentence 'funded' of notes.camel.yaml names what is not there");
    }

    @Test
    void aMisspeltVariableIsToldWithFileAndLineAndIsGoneOnceItIsMended() {
        folder.edit(QUOTE, "${variable.quote.debit}", "${variable.qoute.debit}");
        start();

        long deal = pay();

        untilNote(deal, DELAYED + "routes/quote.camel.yaml, line ");
        assertToldWithoutInternals(deal);
        untilHealthSays("a route is wrong: routes/quote.camel.yaml, line ");
        assertThat(wise().transfers()).isEmpty();

        folder.edit(QUOTE, "${variable.qoute.debit}", "${variable.quote.debit}");
        folder.untilInCharge(product);

        untilPaid(deal);
        patiently().until(() -> !health().contains("a route is wrong"));
    }

    @Test
    void aValueOfTheWrongKindIsToldWithItsLine() {
        folder.edit(QUOTE, "${variable.quote.debit}", "${variable.payout.customerTransactionId}");
        start();

        long deal = pay();

        untilNote(deal, DELAYED + "routes/quote.camel.yaml, line ");
        assertToldWithoutInternals(deal);
    }

    @Test
    void aRouteThatBeginsByItselfIsToldInTheLogWithoutInternals() {
        folder.write(
                "routes/report.camel.yaml",
                """
                - route:
                    id: report
                    from:
                      uri: quartz:report/timer
                      parameters:
                        trigger.repeatInterval: 200
                        trigger.repeatCount: -1
                      steps:
                        - to:
                            uri: bean:payouts
                            parameters:
                              method: open(1)
                            variableReceive: payout
                        - log:
                            message: ${variable.payout.feee}
                """);
        start();

        long deal = pay();

        untilPaid(deal);
        patiently()
                .until(() -> logged().contains("The route report failed: a route is wrong: routes/report.camel.yaml"));
        assertToldWithoutInternals(deal);
    }

    private void start() {
        product = Product.startUnchecked(
                World.PLATFORM_ON_SQLITE,
                Map.of("routes.folder", folder.routes().toString(), "payout.explain-after-failures", "2"));
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    private void untilHealthSays(String text) {
        patiently().untilAsserted(() -> assertThat(health()).contains(text));
    }

    private String health() {
        return product.observe("health?data=true").body().replace("\\/", "/");
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** All but the entries to which a reference leads. */
    private List<String> linesForPeople() {
        return logged().lines()
                .filter(line -> line.matches("(ERROR|WARN|INFO) .*") && !line.contains("Failures "))
                .toList();
    }

    /** What only machines need is in no note, no line of the log, no line of the journal and on no page. */
    private void assertToldWithoutInternals(long deal) {
        List<String> planted = new ArrayList<>(List.of(
                "targetAccount", "quoteUuid", "customerTransactionId", "ada@quist.example", "Payout[", "Bearer"));
        planted.addAll(product.ledgerColumn("payout", "customer_transaction_id"));
        planted.addAll(product.ledgerColumn("payout", "quote_id").stream()
                .filter(id -> id != null)
                .toList());
        List<String> told = new ArrayList<>(kommo().notes(deal));
        told.addAll(product.ledgerColumn("journal", "outcome"));
        told.add(health());
        assertThat(planted).allSatisfy(each -> assertThat(told).noneMatch(text -> text.contains(each)));
        assertThat(List.of("qoute", "feee", "Exception", "dealpayouts."))
                .allSatisfy(each -> assertThat(told).noneMatch(text -> text.contains(each)));
        assertThat(planted).allSatisfy(each -> assertThat(logged()).doesNotContain(each));
        assertThat(linesForPeople()).allSatisfy(line -> assertThat(line).doesNotContain("qoute", "feee", "Exception"));
    }
}
