package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.standin.Fault;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.WiseStandIn;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Routes that would cost money, put in charge although the rules for route files refuse them: the ledger and the gate hold
 * all the same. Judged by what Wise got to see.
 */
class HostileRoutesIT extends WithProduct {

    private static final String FUNDING = "routes/funding.camel.yaml";
    private static final String PAYOUT = "routes/payout.camel.yaml";
    private static final String TRANSFER = "routes/transfer.camel.yaml";
    private static final String QUOTE = "routes/quote.camel.yaml";
    private static final String WISE_WEBHOOK = "routes/wise-webhook.camel.yaml";
    private static final String POST_ONLY = "httpMethodRestrict: POST\n      steps:\n";
    private static final String NEW = "routes/hostile.camel.yaml";

    private static final String ASK =
            """
                    - to:
                        id: ask-price
            """;
    private static final String READ =
            """
                    - to:
                        description: Present, enabled, not blocked, not about to expire, payable from the balance
            """;
    private static final String READ_FUNDING =
            """
                    - to:
                        uri: bean:fundings
            """;

    private static final String RECORD =
            """
                    - to:
                        id: record-funding-request
                        description: From here on the money may have left
                        uri: bean:payments
                        parameters:
                          method: fundingRequested
                        variableReceive: payout
            """;
    private static final String FUND =
            """
                    - to:
                        id: fund-transfer
                        description: The body decides for every status
                        uri: kamelet:wise-call
                        parameters:
                          method: POST
                          call: fund
                          accept: 200-428,430-599
                        variableSend: fundingRequest
                        variableReceive: fundingAnswer
            """;
    private static final String MAKE =
            """
                    - to:
                        id: make-transfer
                        uri: kamelet:wise-call
                        parameters:
                          method: POST
                          call: make-transfer
                          accept: 200-299,400,409,422
                        variableSend: transferBody
                        variableReceive: transferAnswer
            """
                    .indent(8);
    private static final String STORE =
            """
                    - to:
                        id: store-transfer-request
                        uri: bean:payments
                        parameters:
                          method: transferRequested
                        variableReceive: payout
            """
                    .indent(8);

    private final ProductFolder folder = ProductFolder.copy();

    @AfterEach
    void close() {
        product.close();
    }

    @Test
    void oneThatFundsInALoopFundsOnce() {
        folder.edit(FUNDING, FUND, threeTimes(FUND));
        start();

        long deal = pay();

        untilRefused();
        assertThat(fundings()).hasSize(1);
        untilPaid(deal);
        assertPaidOnce(deal);
    }

    @Test
    void oneThatRecordsAndFundsInALoopFundsOnce() {
        folder.edit(FUNDING, RECORD, "");
        folder.edit(FUNDING, FUND, threeTimes(RECORD + FUND));
        start();

        long deal = pay();

        untilRefused();
        assertThat(fundings()).hasSize(1);
        untilPaid(deal);
        assertPaidOnce(deal);
    }

    @Test
    void oneThatSwallowsALostAnswerAndFundsAgainFundsOnce() {
        folder.edit(FUNDING, FUND, swallowing(FUND) + withoutIds(RECORD + FUND));
        start();
        wise().fault("POST", ".*/payments", Fault.cutAfter(), 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(fundings()).hasSize(1);
        assertPaidOnce(deal);
    }

    @Test
    void oneThatDoesNotReadWhatBecameOfTheLastFundingDoesNotFundAgain() {
        folder.edit(PAYOUT, "uri: direct:funding-evidence", "uri: log:never-mind");
        start();
        wise().fault("POST", ".*/payments", Fault.cutAfter(), 1);

        pay();

        untilJournal("Wise's records were not read since");
        assertThat(fundings()).hasSize(1);
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }

    @Test
    void oneWithoutTheStageCheckPaysNothingEvenIfTheDealWasSeenJustBefore() {
        start();
        wise().setBalance("USD", "900.00");
        long deal = pay();
        untilNote(deal, "Wise: top up balance");
        folder.edit(
                PAYOUT,
                """
                            uri: direct:deal
                        - filter:
                """,
                """
                            uri: direct:deal-now
                        - to:
                            uri: bean:deals
                            parameters:
                              method: factsAfterwards
                            variableReceive: facts
                        - to:
                            uri: bean:dealDetails
                            parameters:
                              method: of
                            variableReceive: transferDetails
                        - filter:
                """);
        folder.edit(TRANSFER, "uri: direct:deal\n", "uri: direct:deal-now\n");
        folder.untilInCharge(product);
        wise().setBalance("USD", BALANCE.toPlainString());

        mention(deal);

        untilJournal("needs a look at its deal in this attempt");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void oneThatPaysAnotherQuoteThanTheRecordedOneMakesNoTransfer() {
        folder.edit(TRANSFER, STORE, otherQuote() + STORE);
        start();

        pay();

        untilJournal("names another key, quote or recipient than the ledger");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void oneThatChangesTheRequestAfterItWasStoredMakesNoTransfer() {
        folder.edit(TRANSFER, MAKE, otherQuote() + MAKE);
        start();

        pay();

        untilJournal("A transfer that the ledger has not recorded");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void oneThatLiesAboutThePriceMakesNoTransfer() {
        folder.edit(
                QUOTE,
                ASK,
                set(
                                "quoteRequest",
                                """
                                {"sourceCurrency":"USD","targetCurrency":"EUR","targetAmount":9999,\
                                "targetAccount":${variable.recipientId},"preferredPayIn":"BALANCE"}""")
                        + ASK);
        folder.edit(
                QUOTE,
                READ,
                """
                - to:
                    uri: bean:quotes
                    parameters:
                      method: id
                    variableReceive: quoteId
                """
                                .indent(8)
                        + set(
                                "quoteAnswer",
                                """
                                {"id":"${variable.quoteId}","sourceCurrency":"USD","targetCurrency":"EUR","rate":0.92,\
                                "payOut":"BANK_TRANSFER","expirationTime":"2099-01-01T00:00:00Z","paymentOptions":[\
                                {"payIn":"BALANCE","payOut":"BANK_TRANSFER","disabled":false,"sourceCurrency":"USD",\
                                "targetCurrency":"EUR","sourceAmount":932.30,"targetAmount":850.50,\
                                "fee":{"total":7.84}}]}""")
                        + READ);
        start();

        pay();

        untilJournal("is none that Wise has given");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void oneThatLiesAboutTheFundingDoesNotMakeItKnown() {
        folder.edit(
                FUNDING,
                READ_FUNDING,
                set("fundingAnswer", "{\"status\":\"REJECTED\",\"errorCode\":\"balance.insufficient-funds\"}")
                        + READ_FUNDING);
        start();

        long deal = pay();

        untilJournal("is none that Wise has given");
        assertThat(product.ledgerColumn("payout", "funding_refusals")).containsOnly("0");
        patiently().untilAsserted(() -> assertPaidOnce(deal));
    }

    @Test
    void oneThatMakesTransfersInALoopMakesOne() {
        folder.edit(TRANSFER, MAKE, threeTimes(MAKE.indent(-8)).indent(8));
        start();

        long deal = pay();

        untilJournal("A transfer that the ledger has not recorded, or that was sent in this attempt, is not made");
        assertThat(transfersOf(deal)).hasSize(1);
        assertThat(fundings()).isEmpty();
    }

    @Test
    void oneThatFundsOnATimerFundsNothing() {
        folder.write(NEW, onATimer(call()));
        start(Map.of("payout.funding", "draft"));

        pay();

        untilTimerFailedOften();
        assertNothingFunded();
    }

    @Test
    void oneThatWritesTheAddressItselfFundsNothing() {
        folder.write(NEW, onATimer(rawCall("{{wise.base-url}}")));
        start(Map.of("payout.funding", "draft"));

        pay();

        untilTimerFailedOften();
        assertNothingFunded();
    }

    @Test
    void oneThatCallsWiseByAnotherOfItsNamesFundsNothing() {
        start(Map.of("payout.funding", "draft"));
        folder.write(NEW, onATimer(rawCall(wise().url().replace("localhost", "127.0.0.1"))));
        folder.untilInCharge(product);

        pay();

        untilTimerFailedOften();
        assertNothingFunded();
    }

    @Test
    void oneThatSpellsItsCallsInOtherWaysMovesNothing() {
        start(Map.of("payout.funding", "draft"));
        pay();
        patiently().untilAsserted(() -> assertThat(wise().transfers()).isNotEmpty());
        long transfer = wise().transfers().get(0).id();
        List<String> attacks = List.of(
                "POST /v1/transfers;x=%252Fquotes",
                "POST /v1/transfers/%252e%252e/quotes",
                "POST /v3/profiles/" + WiseStandIn.PROFILE_ID + "/transfers/" + transfer + "/payments;x/quotes",
                "POST /v3/profiles/" + WiseStandIn.PROFILE_ID + "//transfers/" + transfer + "/payments",
                "POST /v1/simulation/balance/topup",
                "POST /v1/accounts",
                "PUT /v1/transfers/" + transfer + "/cancel",
                "DELETE /v2/accounts/1");
        String calls = attacks.stream()
                .map(attack -> withMark(attacks.indexOf(attack), callOf(attack.split(" ")[0], attack.split(" ")[1])))
                .reduce("", String::concat);

        folder.write(NEW, timer(calls));
        folder.untilInCharge(product);

        for (String attack : attacks) {
            String mark = "hostile_stayed_n" + attacks.indexOf(attack) + "_here_total";
            patiently().untilAsserted(() -> assertThat(counted(mark)).as(attack).isPositive());
        }
        assertThat(wise().calls())
                .noneMatch(call -> call.path().contains("quotes") && call.path().contains("transfers")
                        || call.path().contains("payments") && call.method().equals("POST")
                        || call.path().contains("cancel")
                        || call.path().contains("accounts") && !call.method().equals("GET")
                        || call.path().contains("simulation"));
        assertNothingFunded();
    }

    @Test
    void oneThatChangesTheMethodByAHeaderCancelsNothing() {
        start(Map.of("payout.funding", "draft"));
        pay();
        patiently().untilAsserted(() -> assertThat(wise().transfers()).isNotEmpty());

        folder.write(
                NEW,
                timer(
                        """
                        - removeHeaders:
                            pattern: "*"
                        - setHeader:
                            name: X-HTTP-Method-Override
                            expression:
                              constant:
                                expression: DELETE
                        - setBody:
                            expression:
                              constant:
                                expression: ""
                        """
                                + callOf("GET", "/v2/profiles")));
        folder.untilInCharge(product);

        int before = wise().calls().size();
        patiently().until(() -> wise().calls().size() > before);
        assertThat(wise().calls()).noneMatch(call -> call.headers().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-http")));
    }

    @Test
    void oneThatWantsASecretOrAnotherClientIsNotPutInCharge() {
        WireMockServer elsewhere =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        elsewhere.start();
        elsewhere.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        start(Map.of("routes.allowed-hosts", elsewhere.baseUrl()));

        for (String value : List.of(
                "{{wise.api-key}}",
                "{{kommo.access-token}}",
                "{{kommo.webhook-secret}}",
                "{{wise.webhook-secret}}",
                "{{ledger.url}}",
                "{{ledger.password}}",
                "{{env:PATH}}",
                "{{sys:user.home}}",
                "${env:PATH}",
                "${sys.user.home}",
                "${properties:wise.api-key}",
                "${camelContext.propertiesComponent}")) {
            folder.write(NEW, timer(told(value) + post(elsewhere, "")));
            untilNotTaken(value.replaceAll("[${}]", "").split("[:.]")[0]);
        }
        for (String option : List.of("httpClient", "httpClientConfigurer", "clientConnectionManager", "proxyHost")) {
            folder.write(NEW, timer(post(elsewhere, option + ": '#bean:payouts'")));
            untilNotTaken(option);
        }

        assertThat(elsewhere.getAllServeEvents()).isEmpty();
        folder.write(NEW, timer(told("paid") + post(elsewhere, "")));
        patiently().until(() -> !elsewhere.getAllServeEvents().isEmpty());
        elsewhere.stop();
    }

    @Test
    void oneThatAnswersAtAnAddressOfItsOwnIsNotPutInCharge() {
        start();

        folder.write(
                NEW,
                """
                - route:
                    id: hostile
                    from:
                      uri: platform-http:/x
                      steps:
                """
                        + callOf("GET", "/v2/profiles").indent(8));

        patiently()
                .untilAsserted(() ->
                        assertThat(product.observe("health?data=true").body()).contains("A route may not answer at"));
        assertThat(get("/x").statusCode()).isEqualTo(404);
    }

    @Test
    void oneThatAnswersAWebhookWithWhatItHasReadTellsNobody() {
        folder.edit(
                WISE_WEBHOOK,
                POST_ONLY,
                POST_ONLY
                        + """
                        - setVariable:
                            name: profiles
                            expression:
                              constant:
                                expression: none
                        - to:
                            uri: kamelet:wise-call
                            parameters:
                              method: GET
                              call: profiles
                            variableReceive: profiles
                        - setHeader:
                            name: CamelHttpResponseCode
                            expression:
                              constant:
                                expression: "207"
                        - setHeader:
                            name: X-Profiles
                            expression:
                              simple:
                                expression: "${variable.profiles}"
                        - setHeader:
                            name: Content-Type
                            expression:
                              constant:
                                expression: text/profiles
                        - setBody:
                            expression:
                              simple:
                                expression: "${variable.profiles}"
                        - stop: {}
                        """
                                .indent(8));
        folder.edit("routes/http-boundary.camel.yaml", "CamelHttpResponseCode|Content-Type", "'*'");
        start();

        HttpResponse<String> answer = post("/webhooks/wise");

        assertThat(matching(wise().calls(), "GET", ".*/profiles")).isNotEmpty();
        assertThat(answer.body()).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .isSubsetOf("content-length", "transfer-encoding");
    }

    @Test
    void oneThatFailsAtAWebhookTellsNobodyWhy() {
        folder.edit("routes/http-boundary.camel.yaml", "java.lang.Exception", "dealpayouts.ledger.Stop");
        folder.edit(
                WISE_WEBHOOK,
                POST_ONLY,
                POST_ONLY.replace("      steps:", "        muteException: false\n      steps:")
                        + callOf("GET", "/v9/nothing").indent(8));
        start();

        HttpResponse<String> answer = post("/webhooks/wise");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void oneThatLooksForTheSecretOfItsAddressFindsNone() {
        String looks = Stream.of(
                        "CamelHttpUri",
                        "CamelHttpUrl",
                        "CamelHttpPath",
                        "CamelHttpQuery",
                        "CamelHttpRawQuery",
                        "secret",
                        "Referer",
                        "X-Original-URI",
                        "Host")
                .map(name -> name + "=${header." + name + "}")
                .collect(Collectors.joining(" "));
        String next = "            - setVariable:\n                name: contentType\n";
        folder.edit(
                "routes/http-boundary.camel.yaml",
                next,
                """
                - setVariable:
                    name: looked
                    expression:
                      simple:
                        expression: "%s"
                - log:
                    loggingLevel: ERROR
                    message: "found ${variable.looked}"
                """
                                .formatted(looks)
                                .indent(12)
                        + next);
        start();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);

        HttpResponse<String> answer =
                product.send(HttpRequest.newBuilder(URI.create(product.webhook() + "?x=" + Product.SECRET))
                        .header("Referer", product.webhook())
                        .header("X-Original-URI", "/webhooks/kommo/" + Product.SECRET)
                        .POST(BodyPublishers.ofString(""))
                        .build());

        root.detachAppender(log);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.startsWith("found CamelHttpUri=/webhooks/kommo "))
                .noneMatch(line -> line.contains(Product.SECRET));
    }

    private HttpResponse<String> get(String path) {
        return product.send(HttpRequest.newBuilder(URI.create(product.webhook()).resolve(path))
                .build());
    }

    private HttpResponse<String> post(String path) {
        return product.send(HttpRequest.newBuilder(URI.create(product.webhook()).resolve(path))
                .POST(BodyPublishers.ofString("{}"))
                .build());
    }

    /** The health says that the last change was not taken, and why. */
    private void untilNotTaken(String why) {
        patiently()
                .untilAsserted(() ->
                        assertThat(product.observe("health?data=true").body()).contains("hostile.camel.yaml", why));
    }

    private static String set(String variable, String text) {
        return """
                - setVariable:
                    name: %s
                    expression:
                      simple:
                        expression: '%s'
                """
                .formatted(variable, text)
                .indent(8);
    }

    private static String told(String text) {
        return """
                - setBody:
                    expression:
                      simple:
                        expression: "%s"
                """
                .formatted(text);
    }

    private static String post(WireMockServer server, String option) {
        return """
                - to:
                    uri: "%s/hook"
                    parameters:
                      httpMethod: POST
                """
                        .formatted(server.baseUrl())
                + (option.isEmpty() ? "" : "      " + option + "\n");
    }

    private static String callOf(String method, String path) {
        return """
                - to:
                    uri: "{{wise.base-url}}%s"
                    parameters:
                      httpMethod: %s
                """
                .formatted(path, method);
    }

    /** A failure of the steps is counted. */
    private static String withMark(int number, String steps) {
        return """
                - doTry:
                    steps:
                """
                + steps.indent(6)
                + """
                    doCatch:
                      - exception:
                          - java.lang.Exception
                        steps:
                          - to:
                              uri: micrometer:counter:hostile.stayed.n%d.here
                """
                        .formatted(number);
    }

    private static String timer(String steps) {
        return """
                - route:
                    id: hostile
                    from:
                      uri: quartz:hostile/timer
                      parameters:
                        trigger.repeatInterval: 1000
                        trigger.repeatCount: -1
                      steps:
                """
                + steps.indent(8);
    }

    private void start() {
        start(Map.of());
    }

    private void start(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("routes.folder", folder.routes().toString());
        product = Product.startUnchecked(World.PLATFORM_ON_SQLITE, all);
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    private List<RecordedCall> fundings() {
        return posts(".*/payments");
    }

    private List<RecordedCall> posts(String path) {
        return matching(wise().calls(), "POST", path);
    }

    private void assertPaidOnce(long deal) {
        assertThat(transferOf(deal).funded()).isTrue();
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }

    private void untilRefused() {
        untilJournal("asked for in this attempt");
    }

    private void untilJournal(String text) {
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("journal", "outcome"))
                .anyMatch(line -> line.contains(text)));
    }

    private void assertNothingFunded() {
        assertThat(fundings()).isEmpty();
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE);
    }

    /** The transfer is there, and the timer has tried its luck a few times. */
    private void untilTimerFailedOften() {
        patiently().untilAsserted(() -> assertThat(wise().transfers()).isNotEmpty());
        double before = counted("hostile_failed_total");
        patiently()
                .untilAsserted(() -> assertThat(counted("hostile_failed_total")).isGreaterThan(before + 2));
    }

    private double counted(String metric) {
        return product.observe("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Every 200 ms, for the first payout of the ledger; a failure is counted. */
    private static String onATimer(String call) {
        return """
                - route:
                    id: hostile
                    from:
                      uri: quartz:hostile/timer
                      parameters:
                        trigger.repeatInterval: 200
                        trigger.repeatCount: -1
                      steps:
                        - doTry:
                            steps:
                              - to:
                                  uri: bean:payouts
                                  parameters:
                                    method: open(1)
                                  variableReceive: payout
                              - setBody:
                                  expression:
                                    constant:
                                      expression: '{"type":"BALANCE"}'
                """
                + call.indent(14)
                + """
                            doCatch:
                              - exception:
                                  - java.lang.Exception
                                steps:
                                  - to:
                                      uri: micrometer:counter:hostile.failed
                """;
    }

    private static String call() {
        return """
                - to:
                    uri: kamelet:wise-call
                    parameters:
                      method: POST
                      call: fund
                """;
    }

    private static String rawCall(String address) {
        return """
                - removeHeaders:
                    pattern: "*"
                - setHeader:
                    name: Authorization
                    expression:
                      constant:
                        expression: Bearer of-the-route
                - setHeader:
                    name: Content-Type
                    expression:
                      constant:
                        expression: application/json
                - toD:
                    uri: "%s/v3/profiles/${variable.payout.profileId}/transfers/${variable.payout.transferId}/payments"
                    parameters:
                      httpMethod: POST
                """
                .formatted(address);
    }

    /** Asks for the price of ten times as much and makes a transfer request from it. */
    private static String otherQuote() {
        return """
                    - setVariable:
                        name: otherQuoteRequest
                        expression:
                          constant:
                            expression: '{"sourceCurrency":"USD","targetCurrency":"EUR","targetAmount":8505,"payOut":"BANK_TRANSFER","preferredPayIn":"BALANCE"}'
                    - setVariable:
                        name: profileId
                        expression:
                          simple:
                            expression: "%d"
                    - to:
                        uri: kamelet:wise-call
                        parameters:
                          method: POST
                          call: quotes
                        variableSend: otherQuoteRequest
                        variableReceive: otherQuote
                    - setVariable:
                        name: otherQuoteId
                        expression:
                          jsonpath:
                            expression: $.id
                            source: variable:otherQuote
                    - setVariable:
                        name: recipient
                        expression:
                          simple:
                            expression: ${variable.payout.recipientId}
                    - filter:
                        expression:
                          simple:
                            expression: ${variable.recipient} == null
                        steps:
                          - setVariable:
                              name: recipient
                              expression:
                                simple:
                                  expression: ${variable.quote.recipientId}
                    - setVariable:
                        name: transferBody
                        expression:
                          simple:
                            expression: '{"targetAccount":${variable.recipient},"quoteUuid":"${variable.otherQuoteId}","customerTransactionId":"${variable.payout.customerTransactionId}","details":{}}'
                """
                .formatted(WiseStandIn.PROFILE_ID)
                .indent(12);
    }

    private static String withoutIds(String steps) {
        return steps.replaceAll("(?m)^ +id: .*\\n", "");
    }

    private static String threeTimes(String steps) {
        return """
                    - loop:
                        expression:
                          constant:
                            expression: "3"
                        steps:
                """
                        .indent(4)
                + withoutIds(steps).indent(6);
    }

    private static String swallowing(String steps) {
        return """
                    - doTry:
                        steps:
                """.indent(4)
                + steps.indent(6)
                + """
                        doCatch:
                          - exception:
                              - java.lang.Exception
                            steps:
                              - log:
                                  message: never mind
                """
                        .indent(4);
    }
}
