package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Batch groups as Wise keeps them (Wise reference §14), and the guide's one call for many transfers. */
class WiseStandInBatchesTest {

    private static final String BALANCE = "{\"type\":\"BALANCE\"}";
    private static final String COMPLETED = "COMPLETED";

    private WiseStandIn wise;
    private WiseClient client;
    private long marta;

    @BeforeEach
    void start() {
        start(Dialect.PLATFORM);
    }

    private void start(Dialect dialect) {
        stop();
        wise = WiseStandIn.start(dialect);
        client = new WiseClient(wise, dialect);
        marta = wise.addRecipient("EUR", "Marta Vogel", null);
        wise.setBalance("USD", "4000");
    }

    @AfterEach
    void stop() {
        if (wise != null) {
            wise.close();
        }
    }

    @Nested
    class Groups {

        @Test
        void aNewGroupIsEmptyAndOpen() throws IOException {
            Reply reply = create("USD", "payouts 1");

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.at("/status").asText()).isEqualTo("NEW");
            assertThat(reply.at("/transferIds").isEmpty()).isTrue();
            assertThat(reply.at("/alreadyPaid").asBoolean()).isFalse();
        }

        @Test
        void aGroupNeedsACurrencyAndAName() throws IOException {
            assertThat(create("XXL", "payouts").status()).isEqualTo(422);
            assertThat(create("USD", "").status()).isEqualTo(422);
            assertThat(create("USD", "x".repeat(101)).status()).isEqualTo(422);
        }

        @Test
        void aTransferIsMadeInsideTheGroup() throws IOException {
            String group = group();

            long transfer = add(group, "100.00").at("/id").asLong();

            assertThat(wise.batches().all().get(0).transfers()).containsExactly(transfer);
            assertThat(read(group).at("/transferIds/0").asLong()).isEqualTo(transfer);
        }

        @Test
        void aRepeatedKeyGivesBackTheTransferAndAddsNone() throws IOException {
            String group = group();
            String key = UUID.randomUUID().toString();
            String quote = client.quoteId("EUR", "100.00");
            long first = add(group, quote, key).at("/id").asLong();

            assertThat(add(group, quote, key).at("/id").asLong()).isEqualTo(first);
            assertThat(wise.batches().all().get(0).transfers()).containsExactly(first);
        }

        @Test
        void aTransferThatWasMadeAloneDoesNotGetIntoTheGroupByItsKey() throws IOException {
            String key = UUID.randomUUID().toString();
            String quote = client.quoteId("EUR", "100.00");
            long alone = client.transfer(marta, quote, key, "DEAL-1").at("/id").asLong();

            assertThat(add(group(), quote, key).at("/id").asLong()).isEqualTo(alone);
            assertThat(wise.batches().all().get(0).transfers()).isEmpty();
        }

        @Test
        void aQuoteInAnotherCurrencyIsRefused() throws IOException {
            String group = create("GBP", "payouts").at("/id").asText();

            assertThat(add(group, "100.00").status()).isEqualTo(422);
            assertThat(wise.transfers()).isEmpty();
        }

        @Test
        void aGroupOfSomebodyElseIsNotThere() throws IOException {
            assertThat(read(UUID.randomUUID().toString()).status()).isEqualTo(404);
        }

        @Test
        void aGroupHoldsAThousandTransfers() throws IOException {
            String group = group();
            for (int i = 0; i < 1_000; i++) {
                assertThat(add(group, "1.00").status()).isEqualTo(200);
            }

            assertThat(add(group, "1.00").status()).isEqualTo(422);
            assertThat(wise.transfers()).hasSize(1_000);
        }
    }

    @Nested
    class Versions {

        @Test
        void everyChangeChangesTheVersion() throws IOException {
            String group = group();
            long empty = version(group);
            add(group, "100.00");
            long one = version(group);
            add(group, "100.00");

            assertThat(List.of(empty, one, version(group))).doesNotHaveDuplicates();
        }

        @Test
        void versionsHaveNoOrder() throws IOException {
            String group = group();
            List<Long> versions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                add(group, "1.00");
                versions.add(version(group));
            }

            assertThat(versions).isNotEqualTo(versions.stream().sorted().toList());
        }

        @Test
        void anotherVersionThanTheLatestIsRefused() throws IOException {
            String group = group();
            long before = version(group);
            add(group, "100.00");

            assertThat(change(group, COMPLETED, before).status()).isEqualTo(409);
            assertThat(read(group).at("/status").asText()).isEqualTo("NEW");
        }

        @Test
        void somebodyElseMayBeFaster() throws IOException {
            String group = group();
            add(group, "100.00");
            wise.batches().conflicts(1);

            assertThat(change(group, COMPLETED, version(group)).status()).isEqualTo(409);
            assertThat(change(group, COMPLETED, version(group)).status()).isEqualTo(200);
        }

        @Test
        void aClosedGroupTakesNoTransfer() throws IOException {
            String group = completed();

            assertThat(add(group, "1.00").status()).isEqualTo(422);
        }

        @Test
        void aCancelledGroupCancelsItsTransfers() throws IOException {
            String group = completed();

            assertThat(change(group, "CANCELLED", version(group)).status()).isEqualTo(200);
            assertThat(wise.transfers()).extracting(Transfer::status).containsOnly("cancelled");
        }
    }

    @Nested
    class Payments {

        @Test
        void aGroupIsPaidWithOneCall() throws IOException {
            String group = completed();

            Reply reply = fund(group);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.at("/alreadyPaid").asBoolean()).isTrue();
            assertThat(reply.at("/status").asText()).isEqualTo(COMPLETED);
            assertThat(wise.fundings()).isEqualTo(2);
        }

        @Test
        void aGroupThatIsNotClosedIsNotPaid() throws IOException {
            String group = group();
            add(group, "100.00");

            assertThat(fund(group).status()).isEqualTo(422);
            assertThat(wise.fundings()).isZero();
        }

        @Test
        void aGroupIsPaidOnce() throws IOException {
            String group = completed();
            fund(group);
            var balance = wise.balance("USD");

            assertThat(fund(group).at("/errorCode").asText()).isEqualTo("payment.exists");
            assertThat(wise.balance("USD")).isEqualByComparingTo(balance);
        }

        @Test
        void aBalanceThatIsTooSmallForAllPaysNobody() throws IOException {
            String group = completed();
            wise.setBalance("USD", "200.00");

            assertThat(fund(group).at("/status").asText()).isEqualTo("REJECTED");
            assertThat(wise.fundings()).isZero();
            assertThat(wise.balance("USD")).isEqualByComparingTo("200.00");
        }

        @Test
        void aSecondFactorMayBeAskedFor() throws IOException {
            wise.funding(Funding.SCA_EMPTY);

            Reply reply = fund(completed());

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("x-2fa-approval-result")).isEqualTo("REJECTED");
        }

        @Test
        void readsLagBehindThePayment() throws IOException {
            String group = completed();
            wise.fundingLag(2);
            fund(group);

            assertThat(read(group).at("/alreadyPaid").asBoolean()).isFalse();
            assertThat(read(group).at("/alreadyPaid").asBoolean()).isFalse();
            assertThat(read(group).at("/alreadyPaid").asBoolean()).isTrue();
        }

        @Test
        void aPaidGroupCannotBeCancelled() throws IOException {
            String group = completed();
            fund(group);

            assertThat(change(group, "CANCELLED", version(group)).status()).isEqualTo(422);
        }

        @Test
        void aTransferThatWasCancelledAloneIsNotPaid() throws IOException {
            String group = completed();
            wise.advance(wise.transfers().get(0).id(), "cancelled");

            fund(group);

            assertThat(wise.transfers()).extracting(Transfer::funded).containsExactly(false, true);
        }
    }

    @Nested
    class Guide {

        @BeforeEach
        void speakTheGuidesDialect() {
            start(Dialect.GUIDE);
        }

        @Test
        void manyTransfersArePaidWithOneCall() throws IOException {
            Reply reply = pay(transfers(3));

            assertThat(reply.at("/status").asText()).isEqualTo(COMPLETED);
            assertThat(wise.fundings()).isEqualTo(3);
        }

        @Test
        void oneThatIsPaidAlreadyRefusesThemAll() throws IOException {
            List<Long> transfers = transfers(2);
            client.fund(transfers.get(0));

            assertThat(pay(transfers).at("/errorCode").asText()).isEqualTo("payment.exists");
            assertThat(wise.fundings()).isEqualTo(1);
        }

        @Test
        void aBalanceThatIsTooSmallForAllPaysNobody() throws IOException {
            List<Long> transfers = transfers(2);
            wise.setBalance("USD", "200.00");

            assertThat(pay(transfers).at("/errors/0/code").asText()).isEqualTo("INSUFFICIENT_BALANCE");
            assertThat(wise.fundings()).isZero();
        }

        @Test
        void aTransferThatDoesNotExistRefusesThemAll() throws IOException {
            List<Long> transfers = new ArrayList<>(transfers(1));
            transfers.add(1L);

            assertThat(pay(transfers).status()).isEqualTo(404);
            assertThat(wise.fundings()).isZero();
        }

        @Test
        void itHasNoGroups() throws IOException {
            assertThat(create("USD", "payouts").status()).isEqualTo(404);
        }

        private List<Long> transfers(int count) throws IOException {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(client.transferId(marta, "EUR", "100.00"));
            }
            return ids;
        }

        private Reply pay(List<Long> transfers) throws IOException {
            return client.caller.post(WiseClient.PROFILE + "/batch-payments", "{\"transferIds\":" + transfers + "}");
        }
    }

    private Reply create(String currency, String name) throws IOException {
        return client.caller.post(
                WiseClient.PROFILE + "/batch-groups",
                "{\"sourceCurrency\":\"%s\",\"name\":\"%s\"}".formatted(currency, name));
    }

    private String group() throws IOException {
        return create("USD", "payouts 1").at("/id").asText();
    }

    /** A closed group with two transfers. */
    private String completed() throws IOException {
        String group = group();
        add(group, "100.00");
        add(group, "100.00");
        change(group, COMPLETED, version(group));
        return group;
    }

    private Reply add(String group, String amount) throws IOException {
        return add(group, client.quoteId("EUR", amount), UUID.randomUUID().toString());
    }

    private Reply add(String group, String quote, String key) throws IOException {
        return client.caller.post(
                WiseClient.PROFILE + "/batch-groups/" + group + "/transfers",
                "{\"targetAccount\":%d,\"quoteUuid\":\"%s\",\"customerTransactionId\":\"%s\",\"details\":{}}"
                        .formatted(marta, quote, key));
    }

    private Reply read(String group) throws IOException {
        return client.caller.get(WiseClient.PROFILE + "/batch-groups/" + group);
    }

    private long version(String group) throws IOException {
        return read(group).at("/version").asLong();
    }

    private Reply change(String group, String status, long version) throws IOException {
        return client.caller.send(
                "PATCH",
                WiseClient.PROFILE + "/batch-groups/" + group,
                "{\"status\":\"%s\",\"version\":%d}".formatted(status, version),
                "Content-Type",
                "application/json");
    }

    private Reply fund(String group) throws IOException {
        return client.caller.post(WiseClient.PROFILE + "/batch-payments/" + group + "/payments", BALANCE);
    }
}
