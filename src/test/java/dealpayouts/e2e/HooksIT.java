package dealpayouts.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route of the integration engineer's own is called after a fact, however the other side is, and disturbs nobody. */
class HooksIT extends WithProduct {

    private static final int DOWN = 503;
    private static final int SLOW_MS = 1500;
    private static final int MANY = 10;

    private final ProductFolder folder = ProductFolder.copy();
    private final WireMockServer chat =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void startChat() {
        chat.start();
        answers(200, 0);
    }

    @AfterEach
    void close() {
        product.close();
        chat.stop();
    }

    @Test
    void aMessageIsNotLostWhileTheChatIsDownNorWithARestart() {
        answers(DOWN, 0);
        start(Map.of());
        hook("paid");
        folder.untilInCharge(product);

        long deal = pay();

        untilPaid(deal);
        patiently().until(() -> messages().size() > 1);
        product.stop();
        product.start();
        answers(200, 0);
        chat.resetRequests();

        patiently().untilAsserted(() -> assertThat(states()).containsExactly("DONE"));
        assertThat(messages()).containsExactly("deal " + deal + ": paid 850.50 EUR");
    }

    @Test
    void whatIsGivenUpShowsInHealthAndMetricsAndOnThePayoutAndIsTakenUpByHand() {
        answers(DOWN, 0);
        start(Map.of("hook.give-up-ms", "300"));
        hook("paid");
        folder.untilInCharge(product);

        long deal = pay();

        untilPaid(deal);
        patiently().untilAsserted(() -> assertThat(health())
                .contains("deal " + deal + ": after-paid was given up after ")
                .contains("answered with HTTP status 503"));
        assertThat(product.observe("metrics").body()).containsPattern("hooks_failed(\\{[^}]*})? 1");
        Operator operator = Operator.beside(product);
        assertThat(operator.types("payouts", "show", String.valueOf(deal)).output())
                .contains("after-paid was given up");
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));

        answers(200, 0);
        operator.types("payouts", "retry", String.valueOf(deal), "--actor", "Ada");

        patiently().untilAsserted(() -> assertThat(states()).containsExactly("DONE"));
    }

    @Test
    void aSlowChatDoesNotKeepPayoutsWaiting() {
        answers(200, SLOW_MS);
        start(Map.of("hook.threads", "1", "payout.threads", "2", "wise.calls-per-minute", "100000"));
        hook("paid");
        folder.untilInCharge(product);
        List<Long> deals = Stream.generate(this::pay).limit(8).toList();

        deals.forEach(this::untilPaid);

        assertThat(states()).contains("PENDING");
    }

    @Test
    void refundedAndFailedHaveRoutesOfTheirOwn() {
        start(Map.of("watch.every-ms", "100", "watch.first-ms", "100"));
        hook("refunded");
        hook("failed");
        folder.untilInCharge(product);
        long deal = pay();
        untilPaid(deal);
        assertThat(product.ledgerColumn("hook", "name")).isEmpty();

        wise().advance(transferOf(deal).id(), "outgoing_payment_sent");
        wise().advance(transferOf(deal).id(), "bounced_back");
        patiently().untilAsserted(() -> assertThat(messages()).containsExactly("deal " + deal + ": failed 850.50 EUR"));
        wise().advance(transferOf(deal).id(), "funds_refunded");

        patiently().untilAsserted(() -> assertThat(messages())
                .containsExactly("deal " + deal + ": failed 850.50 EUR", "deal " + deal + ": refunded 850.50 EUR"));
    }

    @Test
    void twoNodesMakeEachCallOnce() {
        hook("paid");
        start(World.PLATFORM_ON_POSTGRESQL, Map.of());
        try (Product other = product.anotherNode()) {
            List<Long> deals = Stream.generate(this::pay).limit(MANY).toList();

            patiently().untilAsserted(() -> assertThat(states()).hasSize(MANY).containsOnly("DONE"));

            assertThat(messages())
                    .containsExactlyElementsOf(deals.stream()
                            .map(deal -> "deal " + deal + ": paid 850.50 EUR")
                            .sorted()
                            .toList());
            assertThat(other.observe("health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRouteThatFailsByItsOwnMistakeIsToldAndPayoutsGoOn() {
        start(Map.of());
        folder.write(
                "routes/after-paid.camel.yaml",
                """
                - route:
                    id: after-paid
                    description: Fails
                    routeConfigurationId: hook-errors
                    from:
                      uri: direct:after-paid
                      steps:
                        - setVariable:
                            name: payoutId
                            expression:
                              constant:
                                expression: nonsense
                        - to:
                            uri: bean:payouts
                            parameters:
                              method: open
                """);
        folder.untilInCharge(product);

        long deal = pay();

        untilPaid(deal);
        patiently().untilAsserted(() -> assertThat(health())
                .contains("a route is wrong: routes/after-paid.camel.yaml, line "));
    }

    private void start(Map<String, String> overrides) {
        start(World.PLATFORM_ON_SQLITE, overrides);
    }

    @Override
    void start(World world, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("routes.folder", folder.routes().toString());
        all.put("routes.allowed-hosts", chat.baseUrl());
        all.putIfAbsent("hook.retry-first-ms", "50");
        all.putIfAbsent("hook.retry-longest-ms", "200");
        super.start(world, all);
    }

    private void answers(int status, int delayMs) {
        chat.resetMappings();
        chat.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withFixedDelay(delayMs)));
    }

    private List<String> messages() {
        return chat.getAllServeEvents().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .sorted()
                .toList();
    }

    private List<String> states() {
        return product.ledgerColumn("hook", "state");
    }

    private String health() {
        return product.observe("health?data=true").body().replace("\\/", "/");
    }

    private void hook(String name) {
        folder.write(
                "routes/kamelets/chat.kamelet.yaml",
                """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: chat
                  labels:
                    camel.apache.org/kamelet.type: action
                spec:
                  definition:
                    title: Chat
                    description: Says something in the room for payouts
                    type: object
                    properties: {}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - removeHeaders:
                            pattern: "*"
                        - setHeader:
                            name: Content-Type
                            expression:
                              constant:
                                expression: text/plain
                        - to:
                            uri: %s/rooms/payouts
                            parameters:
                              httpMethod: POST
                        - convertBodyTo:
                            type: java.lang.String
                            charset: UTF-8
                """
                        .formatted(chat.baseUrl()));
        folder.write(
                "routes/after-" + name + ".camel.yaml",
                """
                - route:
                    id: after-%1$s
                    description: Tell the chat
                    routeConfigurationId: hook-errors
                    from:
                      uri: direct:after-%1$s
                      steps:
                        - setVariable:
                            name: message
                            expression:
                              simple:
                                expression: "deal ${variable.fact.dealId}: ${variable.fact.name} ${variable.fact.amount}"
                        - to:
                            uri: kamelet:chat
                            variableSend: message
                            variableReceive: chatAnswer
                """
                        .formatted(name));
    }
}
