package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final String URL = "https://pay.acme.example/webhooks/wise";
    private static final long PROFILE = 20045501;

    private final Subscriptions subscriptions =
            new Subscriptions(URL, "transfers#state-change:4.0.0, transfers#refund:2.0.0", false);

    @Test
    void eachMissingOneIsARequest() {
        assertThat(subscriptions.missing(PROFILE, "[]"))
                .containsExactly(
                        "{\"name\":\"deal-payouts transfers#state-change\",\"trigger_on\":\"transfers#state-change\","
                                + "\"delivery\":{\"version\":\"4.0.0\",\"url\":\"" + URL + "\"}}",
                        "{\"name\":\"deal-payouts transfers#refund\",\"trigger_on\":\"transfers#refund\","
                                + "\"delivery\":{\"version\":\"2.0.0\",\"url\":\"" + URL + "\"}}");
    }

    @Test
    void oneThatIsThereIsNotMadeAgain() {
        assertThat(subscriptions.missing(PROFILE, "[" + existing("transfers#refund", "2.0.0", URL) + "]"))
                .singleElement()
                .asString()
                .contains("transfers#state-change");
    }

    @Test
    void oneToAnotherAddressDoesNotCount() {
        assertThat(subscriptions.missing(PROFILE, "[" + existing("transfers#refund", "2.0.0", URL + "/other") + "]"))
                .hasSize(2);
    }

    @Test
    void twoOfOneKindAreLeftAlone() {
        String twice = existing("transfers#refund", "2.0.0", URL) + "," + existing("transfers#refund", "2.0.0", URL);

        assertThat(subscriptions.missing(PROFILE, "[" + twice + "]")).hasSize(1);
    }

    @Test
    void withoutAnAddressNobodyCanReachUs() {
        assertThat(new Subscriptions("", "transfers#refund:2.0.0", false).isReachable())
                .isFalse();
    }

    @Test
    void aRefusalIsOneReadableLine() {
        String request = subscriptions.missing(PROFILE, "[]").get(0);

        assertThat(subscriptions.outcome(
                        request,
                        "{\"errors\":[{\"code\":\"INVALID_CALLBACK_URL\",\"message\":\"No answer.\"}]}",
                        422,
                        null))
                .startsWith("Wise does not send transfers#state-change: ")
                .contains("No answer.");
    }

    @Test
    void aSubscriptionIsMadeWhenTheAnswerNamesIt() {
        String request = subscriptions.missing(PROFILE, "[]").get(0);

        assertThat(subscriptions.outcome(
                        request, "{\"id\":\"a1\",\"trigger_on\":\"transfers#state-change\"}", 201, null))
                .startsWith("Wise sends transfers#state-change to ");
        assertThat(List.of("<html>", "", "{}", "{\"id\":\"a1\",\"trigger_on\":\"transfers#refund\"}", "{\"id\":"))
                .allSatisfy(answer -> assertThat(subscriptions.outcome(request, answer, 200, null))
                        .isEqualTo("Wise does not send transfers#state-change:"
                                + " its answer does not name the subscription."));
    }

    @Test
    void oneInAnotherVersionGoesOnceTheWantedOneIsThere() {
        String old = existing("transfers#refund", "4.0.0", URL);
        String right = existing("transfers#refund", "2.0.0", URL);
        String others = existing("transfers#refund", "4.0.0", URL + "/other");

        assertThat(subscriptions.missing(PROFILE, "[" + old + "]")).hasSize(2);
        assertThat(subscriptions.outdated("[" + old + "]")).isEmpty();
        assertThat(subscriptions.outdated("[" + old + "," + right + "," + others + "]"))
                .containsExactly("4-0-0");
    }

    private static String existing(String event, String version, String url) {
        return "{\"id\":\"" + version.replace('.', '-') + "\",\"trigger_on\":\"" + event
                + "\",\"delivery\":{\"version\":\"" + version + "\",\"url\":\"" + url + "\"}}";
    }
}
