package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.routes.RouteFiles;
import dealpayouts.standin.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an integration engineer saves takes effect while the product pays, or not at all. */
class LiveEditsIT extends WithProduct {

    private static final String NOTES = "routes/notes.camel.yaml";
    private static final String NOT_SET = "Wise: payout amount not set.";
    private static final String PING = "routes/ping.camel.yaml";
    private static final int OK = 200;

    private final ProductFolder folder = ProductFolder.copy();

    @BeforeEach
    void start() {
        start(World.PLATFORM_ON_SQLITE, Map.of("routes.folder", folder.routes().toString()));
    }

    @AfterEach
    void close() {
        product.close();
    }

    @Test
    void anotherWordingOfANote() {
        folder.edit(NOTES, NOT_SET, "Bitte Betrag eintragen.");
        folder.untilInCharge(product);

        long deal = payWithoutAmount();

        untilNote(deal, "Bitte Betrag eintragen.");
    }

    @Test
    void aNewFileAddsItsRoutesAndARemovedOneTakesThemAway() {
        String routes = numberOfRoutes();
        folder.write(PING, ping("ping", "pong"));
        folder.untilInCharge(product);
        untilCounted("pong");
        assertThat(numberOfRoutes()).isNotEqualTo(routes);

        folder.remove(PING);

        folder.untilInCharge(product);
        assertThat(numberOfRoutes()).isEqualTo(routes);
    }

    @Test
    void aRenamedRouteLeavesNothingBehind() {
        folder.write(PING, ping("ping", "pong"));
        folder.untilInCharge(product);
        String routes = numberOfRoutes();

        folder.write(PING, ping("heartbeat", "alive"));

        folder.untilInCharge(product);
        assertThat(numberOfRoutes()).isEqualTo(routes);
        untilCounted("alive");
    }

    @Test
    void aBrokenFileChangesNothingAndIsReportedWithItsPlace() {
        String before = RouteFiles.read(folder.routes()).version();
        folder.edit(NOTES, NOT_SET, "Bitte Betrag eintragen.");
        folder.write("routes/broken.camel.yaml", "- route:\n    id: broken\n  from: [\n");

        untilHealthSays("routes/broken.camel.yaml, line 4, column 1: This is no valid YAML");

        assertThat(health()).contains(before).contains("A change of the routes is not taken");
        assertThat(product.observe("health/ready").statusCode()).isEqualTo(OK);
        untilNote(payWithoutAmount(), NOT_SET);
    }

    @Test
    void aMendedFileTakesEffect() {
        folder.write("routes/broken.camel.yaml", "- route: [\n");
        untilHealthSays("routes/broken.camel.yaml, line 2");
        folder.edit(NOTES, NOT_SET, "Bitte Betrag eintragen.");

        folder.remove("routes/broken.camel.yaml");

        folder.untilInCharge(product);
        assertThat(health()).doesNotContain("is not taken");
        untilNote(payWithoutAmount(), "Bitte Betrag eintragen.");
    }

    @Test
    void aRouteThatCouldLoseMoneyIsNotTaken() {
        folder.edit("routes/funding.camel.yaml", "method: fundingRequested", "method: transferSearched");

        untilHealthSays("This moves money without the ledger's step before it.");

        untilPaid(pay());
    }

    @Test
    void aPayoutEndsOnTheRoutesOnWhichItBegan() {
        wise().fault("POST", ".*/quotes", Fault.delay(Duration.ofMillis(1500)), 1);
        long deal = pay();
        patiently().until(() -> !matching(wise().calls(), "POST", ".*/quotes").isEmpty());
        String first = RouteFiles.read(folder.routes()).version();
        folder.edit(NOTES, "Wise: paid ${variable.payout.amount}", "Bezahlt: ${variable.payout.amount}");
        folder.untilInCharge(product);

        untilPaid(deal);
        long later = pay();

        untilNote(later, "Bezahlt: 850.50 EUR");
        assertThat(routesThatFunded(deal)).isEqualTo(first);
        assertThat(routesThatFunded(later))
                .isEqualTo(RouteFiles.read(folder.routes()).version());
    }

    @Test
    void theLedgerKnowsTheFilesOfEachVersion() {
        folder.edit(NOTES, NOT_SET, "Bitte Betrag eintragen.");
        folder.untilInCharge(product);
        RouteFiles files = RouteFiles.read(folder.routes());

        String of = "(select file as id, sha256 from route_file where version = '" + files.version() + "') files";

        assertThat(product.ledgerColumn(of, "sha256"))
                .containsExactlyInAnyOrderElementsOf(files.hashes().values());
    }

    private String routesThatFunded(long deal) {
        String lines =
                """
                (select j.id, j.routes from journal j join payout p on p.id = j.payout_id
                  where p.deal_id = %d and j.outcome like 'funded: %%') lines
                """
                        .formatted(deal);
        assertThat(product.ledgerColumn(lines, "routes")).hasSize(1);
        return product.ledgerColumn(lines, "routes").get(0);
    }

    private long payWithoutAmount() {
        return product.payDeal(null, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", null));
    }

    private void untilHealthSays(String text) {
        patiently().untilAsserted(() -> assertThat(health()).contains(text));
    }

    private String health() {
        return product.observe("health?data=true").body().replace("\\/", "/");
    }

    private String numberOfRoutes() {
        return health().replaceAll("(?s).*\"routes\"\\s*:\\s*\"?(\\d+).*", "$1");
    }

    private void untilCounted(String name) {
        patiently().untilAsserted(() -> assertThat(product.observe("metrics").body())
                .containsPattern(name + "_total(\\{[^}]*})? [1-9]"));
    }

    private static String ping(String id, String counter) {
        return """
                # Only for a test.
                - route:
                    id: %s
                    description: Counts
                    routeConfigurationId: look-errors
                    from:
                      uri: quartz:payouts/ping
                      parameters:
                        trigger.repeatInterval: 100
                        trigger.repeatCount: -1
                      steps:
                        - to:
                            uri: micrometer:counter:%s
                """
                .formatted(id, counter);
    }
}
