package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiseStandInSimulationTest {

    private static final List<String> ORDER =
            List.of("processing", "funds_converted", "outgoing_payment_sent", "bounced_back", "funds_refunded");

    private WiseStandIn wise;
    private WiseClient client;
    private long transfer;

    @BeforeEach
    void start() throws IOException {
        wise = WiseStandIn.start(Dialect.PLATFORM);
        client = new WiseClient(wise, Dialect.PLATFORM);
        wise.setBalance("USD", "4000");
        transfer = client.transferId(wise.addRecipient("EUR", "Marta Vogel", null), "EUR", "1500.00");
    }

    @AfterEach
    void stop() {
        wise.close();
    }

    @Test
    void aFundedTransferWalksItsStatesInOrder() throws IOException {
        client.fund(transfer);
        wise.webhooks().subscribe("transfers#refund", "http://localhost:1/", null);
        wise.webhooks().holdDeliveries(true);

        for (String state : ORDER) {
            Reply moved = simulate(transfer, state);
            assertThat(moved.status()).isEqualTo(200);
            assertThat(moved.at("/status").asText()).isEqualTo(state);
        }
        assertThat(wise.balance("USD")).isEqualByComparingTo("4000");
        assertThat(wise.webhooks().heldDeliveries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing", "funds_converted", "outgoing_payment_sent", "bounced_back", "funds_refunded"})
    void anUnfundedTransferDoesNotMove(String state) throws IOException {
        Reply refused = simulate(transfer, state);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/code").asText()).isEqualTo("invalid_transfer_state");
    }

    @Test
    void noStateIsSkippedNotEvenTheOneThatFundingLedTo() throws IOException {
        client.fund(transfer);

        assertThat(simulate(transfer, "funds_converted").status()).isEqualTo(400);
        simulate(transfer, "processing");
        assertThat(simulate(transfer, "outgoing_payment_sent").status()).isEqualTo(400);
        assertThat(simulate(transfer, "funds_converted").status()).isEqualTo(200);
        assertThat(simulate(transfer, "processing").status()).isEqualTo(400);
        assertThat(simulate(transfer, "charged_back").status()).isEqualTo(404);
        assertThat(simulate(7, "processing").status()).isEqualTo(404);
    }

    @Test
    void anAcceptedFundingIsDebitedByTheFirstStep() throws IOException {
        wise.funding(Funding.CREATED);
        client.fund(transfer);

        assertThat(simulate(transfer, "processing").status()).isEqualTo(200);
        assertThat(wise.balance("USD")).isEqualByComparingTo("2361.73");
    }

    @Test
    void aTransferByEmailIsNotSimulated() throws IOException {
        long byEmail = client.transferId(wise.addRecipient("EUR", "Ada", "ada@quist.example"), "EUR", "10");
        client.fund(byEmail);

        assertThat(simulate(byEmail, "processing").status()).isEqualTo(400);
    }

    @Test
    void aPayoutFailsOnlyWhenBouncedAndForAKnownReason() throws IOException {
        wise.webhooks().subscribe("transfers#payout-failure", "http://localhost:1/", null);
        client.fund(transfer);
        assertThat(fail("{\"failure_reason_code\":\"WRONG_ID_NUMBER\"}")
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("invalid_transfer_state");
        wise.advance(transfer, "bounced_back");
        assertThat(fail("{\"failure_reason_code\":\"BAD_MOOD\"}")
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("invalid_failure_reason_code");

        assertThat(fail("{\"failure_reason_code\":\"WRONG_ID_NUMBER\"}").status())
                .isEqualTo(200);
        assertThat(fail("{}").at("/failure_reason_code").asText()).isNotBlank();
        await().until(() -> wise.webhooks().deliveries().size() == 2);
        assertThat(wise.webhooks().deliveries())
                .extracting(Delivery::body)
                .anyMatch(body -> body.contains("\"failure_reason_code\":\"WRONG_ID_NUMBER\""));
    }

    @Test
    void aTopUpAnswersTheBalanceAfterIt() throws IOException {
        long balance = client.caller
                .get("/v4/profiles/20045501/balances?types=STANDARD")
                .at("/0/id")
                .asLong();
        Reply done = topUp(balance, "USD", "1000");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(done.at("/balancesAfter").toString())
                .isEqualTo("[{\"id\":" + balance + ",\"value\":5000.00,\"currency\":\"USD\"}]");
        assertThat(topUp(balance, "USD", "0").status()).isEqualTo(422);
        assertThat(topUp(balance, "USD", "0.001").status()).isEqualTo(422);
        assertThat(topUp(balance, "EUR", "1").status()).isEqualTo(404);
        assertThat(topUp(1, "USD", "1").status()).isEqualTo(404);
        assertThat(wise.balance("USD")).isEqualByComparingTo("5000");
    }

    private Reply simulate(long id, String state) throws IOException {
        return client.caller.get("/v1/simulation/transfers/" + id + "/" + state);
    }

    private Reply fail(String body) throws IOException {
        return client.caller.post("/v1/simulation/transfers/" + transfer + "/payout-failure", body);
    }

    private Reply topUp(long balance, String currency, String amount) throws IOException {
        return client.caller.post(
                "/v1/simulation/balance/topup",
                """
                {"profileId":20045501,"balanceId":%d,"currency":"%s","amount":%s,"channel":"TRANSFER"}"""
                        .formatted(balance, currency, amount));
    }
}
