package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.WiseStandIn;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes with a right signature has a defined answer, moves no money and does not stop what comes after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadWiseEventsIT extends WithTransfers {

    private static final String IGNORED = "{\"status\":\"ignored\"}";
    private static final String STORED = "{\"status\":\"stored\"}";

    private Paid paid;
    private int deals;

    @BeforeAll
    void start() {
        start(World.GUIDE_ON_SQLITE, Map.of());
        subscribeToTransfers(World.GUIDE_ON_SQLITE);
        wise().webhooks().dropDeliveries(true);
    }

    @BeforeEach
    void pay() {
        paid = payNewContractor();
        deals++;
    }

    /** Only after the last test. */
    @Override
    void close() {}

    @AfterAll
    void stop() {
        super.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{\"data\":",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"event_type\":\"transfers#state-change\"}",
                "{\"event_type\":\"transfers#state-change\",\"data\":null}",
                "{\"event_type\":\"transfers#state-change\",\"data\":{\"resource\":[]}}",
                "{\"event_type\":[\"transfers#state-change\"],\"data\":{\"resource\":{\"id\":{}}}}",
                "{\"event_type\":\"transfers#state-change\",\"data\":{\"resource\":{\"id\":-1}}}",
                "{\"event_type\":\"transfers#state-change\",\"data\":{\"resource\":{\"id\":1e400}}}",
                "{\"event_type\":\"transfers#state-change\",\"data\":{\"resource\":{\"id\":99999999999999999999}}}",
                "{\"event_type\":\"balances#update\",\"data\":{\"transaction_type\":\"debit\"}}",
            })
    void whatNamesNoTransferOfOursIsIgnored(String body) {
        answers(send(wise().webhooks().sign(body)), IGNORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEventWithoutItsStateAndTimeOnlyMakesUsLook() {
        answers(
                send(wise().webhooks()
                        .sign("{\"event_type\":\"transfers#state-change\",\"data\":{\"resource\":{\"id\":"
                                + paid.transfer() + "}}}")),
                STORED);

        aLaterEventStillWorks();
    }

    @Test
    void idsAsTextAreIds() {
        String body = event(WiseStandIn.PROFILE_ID, paid.transfer(), "outgoing_payment_sent", Instant.now())
                .replace("\"id\":" + paid.transfer(), "\"id\":\"" + paid.transfer() + "\"")
                .replace(
                        "\"profile_id\":" + WiseStandIn.PROFILE_ID,
                        "\"profile_id\":\"" + WiseStandIn.PROFILE_ID + "\"");
        wise().advance(paid.transfer(), "outgoing_payment_sent");

        answers(send(wise().webhooks().sign(body)), STORED);

        awaitNote(paid, "was sent");
    }

    @Test
    void fiveMegabytesAreTooMuch() {
        HttpResponse<String> answer =
                send(wise().webhooks().sign("{\"padding\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}"));

        assertThat(answer.statusCode()).isEqualTo(413);
        aLaterEventStillWorks();
    }

    @Test
    void anEventFromTheFutureDoesNotMakeLaterOnesOld() {
        answers(send(event("outgoing_payment_sent", Instant.now().plus(Duration.ofDays(30000)))), STORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEventOfTwoYearsAgoChangesNothing() {
        answers(send(event("funds_refunded", Instant.now().minus(Duration.ofDays(730)))), STORED);

        aLaterEventStillWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "soon"})
    void anImpossibleTimeChangesNothing(String time) {
        String body = event(WiseStandIn.PROFILE_ID, paid.transfer(), "processing", Instant.now())
                .replaceAll("\"occurred_at\":\"[^\"]*\"", "\"occurred_at\":\"" + time.replace("+", "\\+") + "\"");

        answers(send(wise().webhooks().sign(body)), STORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEventOfAnotherProfileIsIgnored() {
        answers(
                send(wise().webhooks()
                        .sign(event(WiseStandIn.PROFILE_ID + 1, paid.transfer(), "funds_refunded", Instant.now()))),
                IGNORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEventOfSomebodyElsesTransferIsIgnored() {
        long foreign = wise().makeByHand(paid.recipient(), "10.00");

        answers(
                send(wise().webhooks().sign(event(WiseStandIn.PROFILE_ID, foreign, "processing", Instant.now()))),
                IGNORED);

        aLaterEventStillWorks();
        assertThat(transfer(foreign).fundingAttempts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone_fishing", "", "\\u0000", "\\ud800", "<b>sent</b>"})
    void anUnknownStateInAnEventChangesNothing(String state) {
        String body = event(WiseStandIn.PROFILE_ID, paid.transfer(), "STATE", Instant.now())
                .replace("STATE", state);

        answers(send(wise().webhooks().sign(body)), STORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEndlessStateIsCut() {
        answers(send(event("x".repeat(100_000), Instant.now())), STORED);

        aLaterEventStillWorks();
    }

    @Test
    void anEndlessDeliveryIdIsCut() {
        wise().advance(paid.transfer(), "outgoing_payment_sent");

        answers(send(event("outgoing_payment_sent", Instant.now()), "d".repeat(5000)), STORED);

        awaitNote(paid, "was sent");
    }

    @Test
    void anEventWithoutDeliveryIdIsStored() {
        wise().advance(paid.transfer(), "outgoing_payment_sent");

        answers(send(event("outgoing_payment_sent", Instant.now()), Map.of()), STORED);

        awaitNote(paid, "was sent");
    }

    private void aLaterEventStillWorks() {
        wise().advance(paid.transfer(), "outgoing_payment_sent");
        answers(send(event("outgoing_payment_sent", Instant.now())), STORED);
        awaitNote(paid, "was sent");
        awaitSettled();
        assertThat(kommo().notes(paid.deal())).hasSize(2);
        assertThat(status(paid)).isEqualTo("sent");
        assertThat(wise().fundings()).isEqualTo(deals);
    }

    private SignedEvent event(String state, Instant occurredAt) {
        return wise().webhooks().sign(event(WiseStandIn.PROFILE_ID, paid.transfer(), state, occurredAt));
    }

    private String event(long profile, long transfer, String state, Instant occurredAt) {
        return wise().webhooks().stateChange(profile, transfer, state, "processing", occurredAt);
    }

    private static void answers(HttpResponse<String> answer, String body) {
        assertThat(answer.statusCode() + answer.body()).isEqualTo(200 + body);
    }
}
