package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInFaultsTest {

    private static final String TRANSFERS = "/v1/transfers";
    private static final String FUNDING = ".*/payments";

    private static final String BY_EMAIL =
            """
            {"profile":%d,"currency":"EUR","type":"email","accountHolderName":"Ada Quist","details":{"email":"ada@quist.example"}}""";

    private WiseStandIn wise;
    private WiseClient client;
    private long marta;

    @BeforeEach
    void start() {
        wise = WiseStandIn.start(Dialect.PLATFORM);
        client = new WiseClient(wise, Dialect.PLATFORM);
        marta = wise.addRecipient("EUR", "Marta Vogel", "marta@example.com");
        wise.setBalance("USD", "4000");
    }

    @AfterEach
    void stop() {
        wise.close();
    }

    @Test
    void aResetBeforeChangesNothing() throws IOException {
        String quote = client.quoteId("EUR", "10");
        wise.fault("POST", TRANSFERS, Fault.resetBefore(), 1);

        assertThatIOException().isThrownBy(() -> client.transfer(marta, quote));
        assertThat(wise.transfers()).isEmpty();
        assertThat(client.transfer(marta, quote).status()).isEqualTo(200);
    }

    @Test
    void aCutAfterHasMadeTheTransfer() throws IOException {
        String quote = client.quoteId("EUR", "10");
        String key = UUID.randomUUID().toString();
        wise.fault("POST", TRANSFERS, Fault.cutAfter(), 1);

        assertThatIOException().isThrownBy(() -> client.transfer(marta, quote, key, "A"));
        assertThat(wise.transfers()).hasSize(1);
        assertThat(client.transfer(marta, quote, key, "A").at("/id").asLong())
                .isEqualTo(wise.transfers().get(0).id());
    }

    @Test
    void aCutAfterHasDebitedTheBalance() throws IOException {
        long transfer = client.transferId(marta, "EUR", "1500");
        wise.fault("POST", FUNDING, Fault.cutAfter(), 1);

        assertThatIOException().isThrownBy(() -> client.fund(transfer));
        assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("2361.73"));
        assertThat(client.fund(transfer).status()).isEqualTo(409);
        assertThat(wise.fundings()).isEqualTo(1);
    }

    @Test
    void spoiltAnswersHideWhatHappened() throws IOException {
        wise.fault("POST", FUNDING, Fault.emptyAfter(), 1);
        wise.fault("POST", FUNDING, Fault.errorAfter(503), 1);
        wise.fault("POST", FUNDING, Fault.truncatedJsonAfter(), 1);
        wise.fault("POST", FUNDING, Fault.htmlAfter(), 1);
        wise.fault("POST", FUNDING, Fault.garbageAfter(), 1);

        Reply empty = fundAnother();
        Reply error = fundAnother();
        Reply truncated = fundAnother();
        Reply html = fundAnother();
        assertThatIOException().isThrownBy(this::fundAnother);

        assertThat(empty.status()).isEqualTo(201);
        assertThat(empty.body()).isEmpty();
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.body()).isEmpty();
        assertThat(truncated.status()).isEqualTo(201);
        assertThat(Json.read(truncated.body())).isEmpty();
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.contentType()).startsWith("text/html");
        assertThat(wise.fundings()).isEqualTo(5);
    }

    @Test
    void aRateLimitTellsHowLongToWaitAndChangesNothing() throws IOException {
        String quote = client.quoteId("EUR", "10");
        wise.fault("POST", TRANSFERS, Fault.rateLimited(7), 2);

        assertThat(client.transfer(marta, quote).header("Retry-After")).isEqualTo("7");
        assertThat(client.transfer(marta, quote).status()).isEqualTo(429);
        assertThat(wise.transfers()).isEmpty();
        assertThat(client.transfer(marta, quote).status()).isEqualTo(200);
    }

    @Test
    void aFaultIsForItsMethodAndWholePathOnly() throws IOException {
        wise.fault("GET", TRANSFERS, Fault.status(502, "text/html", "<html>Bad gateway</html>"), 1);

        long transfer = client.transferId(marta, "EUR", "10");

        assertThat(client.read(transfer).status()).isEqualTo(200);
        assertThat(client.caller
                        .get(TRANSFERS + "?profile=" + WiseStandIn.PROFILE_ID)
                        .body())
                .isEqualTo("<html>Bad gateway</html>");
    }

    @Test
    void aDelayedCallIsProcessedAtOnceAndHoldsUpNobodyElse() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            long transfer = client.transferId(marta, "EUR", "10");
            wise.fault("POST", FUNDING, Fault.delay(Duration.ofMillis(1500)), 1);
            long start = System.nanoTime();
            Future<Reply> slow = other.submit(() -> client.fund(transfer));
            await().atMost(Duration.ofSeconds(1)).until(() -> wise.fundings() == 1);

            assertThat(client.read(transfer).at("/status").asText()).isEqualTo("processing");
            assertThat(slow.isDone()).isFalse();
            assertThat(slow.get().status()).isEqualTo(201);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aLateEffectComesAfterTheConnectionWasCut() {
        wise.fault("POST", "/v1/accounts", Fault.cutBeforeLateEffect(Duration.ofMillis(300)), 1);
        int before = wise.recipients();

        assertThatIOException().isThrownBy(() -> client.recipient(BY_EMAIL.formatted(WiseStandIn.PROFILE_ID)));

        assertThat(wise.recipients()).isEqualTo(before);
        await().atMost(Duration.ofSeconds(5)).until(() -> wise.recipients() == before + 1);
    }

    @Test
    void everyCallIsRecordedWithWhatWasAnswered() throws IOException {
        wise.forgetCalls();
        wise.fault("POST", TRANSFERS, Fault.cutAfter(), 1);
        client.caller.get("/v1/rates?source=USD&target=EUR");
        assertThatIOException().isThrownBy(() -> client.transfer(marta, "none"));

        List<RecordedCall> calls = wise.calls();
        assertThat(calls).extracting(RecordedCall::path).containsExactly("/v1/rates?source=USD&target=EUR", TRANSFERS);
        assertThat(calls).extracting(RecordedCall::status).containsExactly(200, -1);
        assertThat(calls.get(1).body()).contains("\"quoteUuid\":\"none\"");
        assertThat(calls.get(1).headers().get("content-type")).isEqualTo("application/json");
    }

    @Test
    void parallelFundingsOfOneTransferDebitOnce() throws Exception {
        long transfer = client.transferId(marta, "EUR", "1500");
        ExecutorService many = Executors.newFixedThreadPool(16);
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                replies.add(many.submit(() -> client.fund(transfer)));
            }
            int completed = 0;
            for (Future<Reply> reply : replies) {
                completed += reply.get().status() == 201 ? 1 : 0;
            }
            assertThat(completed).isEqualTo(1);
            assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("2361.73"));
        } finally {
            many.shutdownNow();
        }
    }

    private Reply fundAnother() throws IOException {
        return client.fund(client.transferId(marta, "EUR", "10"));
    }
}
