package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, field definitions and rights (Kommo reference §9 and §11). */
class KommoStandInAdministrationTest {

    private static final String DEAL_FIELDS = "/api/v4/leads/custom_fields";

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final Caller caller = new Caller(kommo.url(), KommoStandIn.TOKEN);

    @AfterEach
    void stop() {
        kommo.close();
    }

    @Test
    void aFieldIsMadeAndCanBeUsedAtOnce() throws IOException {
        Reply made = caller.post(
                DEAL_FIELDS,
                """
                [{"name":"Fee","type":"select","code":"FEE","is_api_only":true,"request_id":"fee",
                  "enums":[{"value":"EUR","sort":1},{"value":"USD","sort":2}],
                  "required_statuses":[{"pipeline_id":8500001,"status_id":67000003}]}]""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/_embedded/custom_fields/0/request_id").asText()).isEqualTo("fee");
        assertThat(made.at("/_embedded/custom_fields/0/is_api_only").asBoolean())
                .isTrue();
        assertThat(made.at("/_embedded/custom_fields/0/enums")).hasSize(2);
        assertThat(made.at("/_embedded/custom_fields/0/required_statuses/0/status_id")
                        .asLong())
                .isEqualTo(KommoStandIn.STAGE_PAY);
        long id = made.at("/_embedded/custom_fields/0/id").asLong();
        long deal = kommo.addDeal("Landing page", null, null);
        caller.patch(
                "/api/v4/leads/" + deal,
                "{\"custom_fields_values\":[{\"field_id\":%d,\"values\":[{\"value\":\"USD\"}]}]}".formatted(id));
        assertThat(kommo.dealField(deal, id)).isEqualTo("USD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"text\"}]",
                "[{\"name\":\"Fee\",\"type\":\"money\"}]",
                "[{\"name\":\"Fee\",\"type\":\"select\"}]",
                "{\"name\":\"Fee\",\"type\":\"text\"}"
            })
    void aFieldThatIsNoFieldIsRefused(String body) throws IOException {
        int before = caller.get(DEAL_FIELDS).at("/_embedded/custom_fields").size();

        assertThat(caller.post(DEAL_FIELDS, body).status()).isEqualTo(400);

        assertThat(caller.get(DEAL_FIELDS).at("/_embedded/custom_fields")).hasSize(before);
    }

    @Test
    void whoIsNoAdministratorMakesNoFieldsAndSeesNoWebhooks() throws IOException {
        kommo.administration().setAdministrator(false);

        Reply refused = caller.post(DEAL_FIELDS, "[{\"name\":\"Fee\",\"type\":\"text\"}]");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(caller.get("/api/v4/webhooks").status()).isEqualTo(403);
        assertThat(caller.get(DEAL_FIELDS).status()).isEqualTo(200);
    }

    @Test
    void onlyTheNewestTokenIsAccepted() throws IOException {
        String other = KommoAdministration.token(Instant.parse("2030-01-01T00:00:00Z"));
        kommo.administration().acceptOnly(other);

        assertThat(caller.get("/api/v4/account").status()).isEqualTo(401);
        assertThat(new Caller(kommo.url(), other).get("/api/v4/account").status())
                .isEqualTo(200);
    }

    @Test
    void answersCarryTheTimeOfTheStandInsClock() throws IOException {
        kommo.passTime(Duration.ofHours(2));

        Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                caller.get("/api/v4/account").header("Date")));

        assertThat(date).isAfter(Instant.now().plus(Duration.ofMinutes(119)));
        assertThat(caller.get("/api/v4/account").headers().allValues("Date")).hasSize(1);
    }

    @Test
    void aSubscriptionThatWasGivenUpShowsIt() throws IOException {
        kommo.subscribe("http://localhost:1/webhooks/kommo/x");

        kommo.administration().disableSubscription("http://localhost:1/webhooks/kommo/x");

        assertThat(caller.get("/api/v4/webhooks")
                        .at("/_embedded/webhooks/0/disabled")
                        .asBoolean())
                .isTrue();
    }
}
