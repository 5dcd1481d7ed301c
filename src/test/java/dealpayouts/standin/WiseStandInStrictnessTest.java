package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseStandInStrictnessTest {

    private WiseStandIn wise;
    private WiseClient client;
    private Caller caller;
    private long marta;

    @BeforeEach
    void start() {
        start(Dialect.PLATFORM);
    }

    private void start(Dialect dialect) {
        stop();
        wise = WiseStandIn.start(dialect);
        client = new WiseClient(wise, dialect);
        caller = client.caller;
        marta = wise.addRecipient("EUR", "Marta Vogel", "marta@example.com");
        wise.setBalance("USD", "4000");
    }

    @AfterEach
    void stop() {
        if (wise != null) {
            wise.close();
        }
    }

    @Nested
    class Access {

        @Test
        void anotherTokenIsRefusedEverywhere() throws IOException {
            Reply reply = new Caller(wise.url(), "other").get("/v2/profiles");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.at("/error").asText()).isEqualTo("invalid_token");
        }

        @Test
        void eachDialectServesItsOwnPathsOnly() throws IOException {
            assertThat(caller.get("/v2/profiles").at("/1/type").asText()).isEqualTo("BUSINESS");
            assertThat(caller.get("/v1/profiles").at("/1/type").asText()).isEqualTo("business");
            assertThat(caller.get("/2026Q4/profiles").at("/1/id").asLong()).isEqualTo(WiseStandIn.PROFILE_ID);
            assertThat(caller.get("/v3/profiles").status()).isEqualTo(404);
            assertThat(caller.post("/v3/accounts", "{}").status()).isEqualTo(404);
            assertThat(caller.post("/v3/transfers", "{}").status()).isEqualTo(404);

            start(Dialect.GUIDE);
            assertThat(caller.get("/v3/profiles").at("/1/type").asText()).isEqualTo("BUSINESS");
            assertThat(caller.get("/v2/profiles").status()).isEqualTo(404);
            assertThat(caller.post("/v1/accounts", "{}").status()).isEqualTo(404);
            assertThat(caller.post("/v1/transfers", "{}").status()).isEqualTo(404);
        }

        @Test
        void aPostWithoutJsonContentTypeIsAnInternalError() throws IOException {
            Reply reply = caller.send("POST", "/v1/transfers", "{}", "Content-Type", "text/plain");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.at("/errors/0/code").asText()).isEqualTo("internal.server.error");
        }

        @Test
        void aProfileOfSomebodyElseIsForbidden() throws IOException {
            assertThat(caller.get("/v4/profiles/1/balances?types=STANDARD").status())
                    .isEqualTo(403);
            assertThat(caller.post("/v3/profiles/1/quotes", "{}").status()).isEqualTo(403);
        }

        @Test
        void aCorrelationIdComesBack() throws IOException {
            Reply reply = caller.send("GET", "/v2/profiles", null, "X-External-Correlation-Id", "payout-1");

            assertThat(reply.header("X-External-Correlation-Id")).isEqualTo("payout-1");
            assertThat(reply.header("x-trace-id")).isNotBlank();
        }

        @Test
        void balancesWithoutTypesAreRefused() throws IOException {
            String path = "/v4/profiles/" + WiseStandIn.PROFILE_ID + "/balances";

            assertThat(caller.get(path).status()).isEqualTo(400);
            assertThat(caller.get(path).body()).contains("query.types: NotNull");
            assertThat(caller.get(path + "?types=STANDARD").body())
                    .contains("\"amount\":{\"value\":4000.00,\"currency\":\"USD\"}");
        }
    }

    @Nested
    class Quotes {

        @Test
        void theFeeIsOnlyInTheOptionsSourceAmount() throws IOException {
            Reply quote = client.quote("EUR", "1500.00");

            JsonNode balance = option(quote, "BALANCE");
            assertThat(balance.path("sourceAmount").decimalValue()).isEqualByComparingTo("1638.27");
            assertThat(balance.at("/price/total/value/amount").decimalValue()).isEqualByComparingTo("7.84");
            assertThat(option(quote, "BANK_TRANSFER").path("sourceAmount").decimalValue())
                    .isEqualByComparingTo("1645.10");
            assertThat(quote.at("/status").asText()).isEqualTo("PENDING");
        }

        @Test
        void amountsKeepTheirDecimals() throws IOException {
            assertThat(client.quote("EUR", "1500").body())
                    .contains("\"targetAmount\":1500.00,")
                    .doesNotContain("1500.0,");
            assertThat(client.quote("JPY", "1500").body()).contains("\"targetAmount\":1500,");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"sourceCurrency\":\"USD\",\"targetCurrency\":\"EUR\",\"sourceAmount\":1,\"targetAmount\":1} | error.quote.amount.onlySingle",
                    "{\"sourceCurrency\":\"USD\",\"targetCurrency\":\"EUR\",\"targetAmount\":0} | error.greaterThanZero",
                    "{\"sourceCurrency\":\"XYZ\",\"targetCurrency\":\"EUR\",\"targetAmount\":1} | CurrencyCode",
                    "{\"sourceCurrency\":\"USD\",\"targetCurrency\":\"EUR\",\"targetAmount\":\"1.00\"} | NOT_VALID",
                    "{\"sourceCurrency\":\"USD\",\"targetCurrency\":\"JPY\",\"targetAmount\":10.5} | NOT_VALID",
                    "{\"sourceCurrency\":\"CNY\",\"targetCurrency\":\"EUR\",\"targetAmount\":1} | error.route.not.supported"
                })
        void aWrongRequestIsRefused(String body, String code) throws IOException {
            Reply reply = caller.post(WiseClient.PROFILE + "/quotes", body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.at("/errors/0/code").asText()).isEqualTo(code);
        }

        @Test
        void aPatchNeedsItsOwnContentType() throws IOException {
            String path = WiseClient.PROFILE + "/quotes/" + client.quoteId("EUR", "10");
            String body = "{\"targetAccount\":" + marta + "}";

            assertThat(caller.patch(path, body).status()).isEqualTo(415);
            Reply merged = caller.send("PATCH", path, body, "Content-Type", "application/merge-patch+json");
            assertThat(merged.at("/targetAccount").asLong()).isEqualTo(marta);
        }

        @Test
        void switchesShowInTheNextQuote() throws IOException {
            wise.balanceOption(BalanceOption.DISABLED);
            wise.blockQuotes(true);
            Reply blocked = client.quote("EUR", "10");
            assertThat(option(blocked, "BALANCE").path("disabled").asBoolean()).isTrue();
            assertThat(blocked.at("/notices/0/type").asText()).isEqualTo("BLOCKED");

            wise.balanceOption(BalanceOption.MISSING);
            assertThat(option(client.quote("EUR", "10"), "BALANCE")).isNull();

            wise.unsupportedTargets("EUR");
            assertThat(client.quote("EUR", "10").at("/errors/0/arguments/0").asText())
                    .isEqualTo("USD-EUR");
        }

        private JsonNode option(Reply quote, String payIn) {
            for (JsonNode option : quote.json().path("paymentOptions")) {
                if (option.path("payIn").asText().equals(payIn)) {
                    return option;
                }
            }
            return null;
        }
    }

    @Nested
    class Recipients {

        @Test
        void aCreatedRecipientReadsBackInTheOtherShape() throws IOException {
            Reply created = client.recipient(
                    """
                    {"profile":%d,"currency":"EUR","type":"iban","accountHolderName":"Ada Quist",
                     "details":{"legalType":"PRIVATE","IBAN":"DE89370400440532013000"}}"""
                            .formatted(WiseStandIn.PROFILE_ID));
            Reply read = caller.get("/v2/accounts/" + created.at("/id").asLong());

            assertThat(created.at("/profile").asLong()).isEqualTo(WiseStandIn.PROFILE_ID);
            assertThat(created.at("/accountHolderName").asText()).isEqualTo("Ada Quist");
            assertThat(read.at("/profileId").asLong()).isEqualTo(WiseStandIn.PROFILE_ID);
            assertThat(read.at("/name/fullName").asText()).isEqualTo("Ada Quist");
            assertThat(read.at("/type").asText()).isEqualTo("Iban");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "accountHolderName | {\"currency\":\"EUR\",\"type\":\"email\",\"accountHolderName\":\"Da R\",\"details\":{\"email\":\"a@b.example\"}}",
                    "accountHolderName | {\"currency\":\"EUR\",\"type\":\"email\",\"accountHolderName\":\"Max 3rd\",\"details\":{\"email\":\"a@b.example\"}}",
                    "accountHolderName | {\"currency\":\"EUR\",\"type\":\"email\",\"accountHolderName\":\"Ada & Co\",\"details\":{\"email\":\"a@b.example\"}}",
                    "email             | {\"currency\":\"EUR\",\"type\":\"email\",\"accountHolderName\":\"Ada Quist\",\"details\":{\"email\":\"nobody\"}}",
                    "currency          | {\"type\":\"email\",\"accountHolderName\":\"Ada Quist\",\"details\":{\"email\":\"a@b.example\"}}",
                    "type              | {\"currency\":\"EUR\",\"type\":\"aba\",\"accountHolderName\":\"Ada Quist\",\"details\":{}}",
                    "legalType         | {\"currency\":\"EUR\",\"type\":\"iban\",\"accountHolderName\":\"Ada Quist\",\"details\":{}}",
                    "IBAN              | {\"currency\":\"EUR\",\"type\":\"iban\",\"accountHolderName\":\"Ada Quist\",\"details\":{\"legalType\":\"PRIVATE\",\"IBAN\":\"DE89370400440532013001\"}}"
                })
        void whatIsNotValidIsNamed(String path, String body) throws IOException {
            Reply reply = client.recipient(body);

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("/errors/0/code").asText()).isEqualTo("NOT_VALID");
            assertThat(reply.at("/errors/0/path").asText()).isEqualTo(path);
        }

        @Test
        void emailIsRefusedWhereItIsNotListed() throws IOException {
            wise.allowEmailRecipients(false);
            Reply requirements = caller.get("/v1/quotes/" + client.quoteId("EUR", "10") + "/account-requirements");
            Reply created = client.recipient(
                    """
                    {"currency":"EUR","type":"email","accountHolderName":"Ada Quist","details":{"email":"a@b.example"}}""");

            assertThat(requirements.json()).hasSize(1);
            assertThat(created.status()).isEqualTo(422);
        }

        @Test
        void theListIsOfThePersonalProfileUnlessOneIsNamed() throws IOException {
            assertThat(caller.get("/v2/accounts").at("/content")).isEmpty();
            assertThat(caller.get("/v2/accounts?profileId=" + WiseStandIn.PROFILE_ID + "&currency=EUR")
                            .at("/content/0/id")
                            .asLong())
                    .isEqualTo(marta);
            assertThat(caller.get("/v2/accounts?profile=" + WiseStandIn.PROFILE_ID + "&currency=GBP")
                            .at("/content"))
                    .isEmpty();
        }

        @Test
        void theListIsReadPageByPage() throws IOException {
            long ann = wise.addRecipient("GBP", "Ann Johnson", null);
            String path = "/v2/accounts?size=1&profileId=" + WiseStandIn.PROFILE_ID + "&seekPosition=";

            Reply first = caller.get(path + 0);
            Reply second = caller.get(path + first.at("/seekPositionForNext").asLong());

            assertThat(first.at("/content/0/id").asLong()).isEqualTo(marta);
            assertThat(second.at("/content/0/id").asLong()).isEqualTo(ann);
            assertThat(caller.get(path + second.at("/seekPositionForNext").asLong())
                            .at("/content"))
                    .isEmpty();
        }

        @Test
        void aRecipientIsDeletedOnce() throws IOException {
            assertThat(caller.send("DELETE", "/v2/accounts/" + marta, null)
                            .at("/active")
                            .asBoolean())
                    .isFalse();
            assertThat(caller.send("DELETE", "/v2/accounts/" + marta, null).status())
                    .isEqualTo(403);
            assertThat(caller.get("/v2/accounts/1").at("/errors/0/code").asText())
                    .isEqualTo("RECIPIENT_MISSING");
        }
    }

    @Nested
    class Transfers {

        @Test
        void aTransferLooksLikeAtWise() throws IOException {
            Reply reply = client.transfer(marta, client.quoteId("EUR", "1500.00"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.at("/id").asLong()).isGreaterThan(Integer.MAX_VALUE);
            assertThat(reply.at("/created").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
            assertThat(reply.at("/quote").isNull()).isTrue();
            assertThat(reply.body()).contains("\"sourceValue\":1630.43").contains("\"targetValue\":1500.00");
        }

        @ParameterizedTest
        @ValueSource(strings = {"payout-1", "1-1-1-1-1", ""})
        void aKeyThatIsNoUuidIsRefused(String key) throws IOException {
            assertThat(client.transfer(marta, client.quoteId("EUR", "10"), key, "A")
                            .status())
                    .isEqualTo(422);
            assertThat(wise.transfers()).isEmpty();
        }

        @Test
        void theSameKeyAnswersTheSameTransfer() throws IOException {
            String key = UUID.randomUUID().toString();
            String quote = client.quoteId("EUR", "10");
            Reply first = client.transfer(marta, quote, key, "A");
            Reply again = client.transfer(marta, quote, key, "A");
            Reply other = client.transfer(marta, client.quoteId("EUR", "99"), key, "B");

            assertThat(again.at("/id")).isEqualTo(first.at("/id"));
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.at("/quoteUuid").asText()).isEqualTo(quote);
            wise.repeatedKey(RepeatedKey.REFUSE);
            assertThat(client.transfer(marta, client.quoteId("EUR", "99"), key, "B")
                            .status())
                    .isEqualTo(422);
            assertThat(client.transfer(marta, quote, key, "A").status()).isEqualTo(200);
            assertThat(wise.transfers()).hasSize(1);
        }

        @Test
        void aQuoteMakesOneTransferOnly() throws IOException {
            String quote = client.quoteId("EUR", "10");
            client.transfer(marta, quote);

            assertThat(client.transfer(marta, quote).status()).isEqualTo(422);
            assertThat(wise.transfers()).hasSize(1);
        }

        @Test
        void anExpiredQuoteMakesNone() throws IOException {
            String quote = client.quoteId("EUR", "10");
            wise.passTime(Duration.ofMinutes(30));

            assertThat(client.transfer(marta, quote).at("/errors/0/code").asText())
                    .isEqualTo("quote.expired");
            assertThat(caller.get(WiseClient.PROFILE + "/quotes/" + quote)
                            .at("/status")
                            .asText())
                    .isEqualTo("EXPIRED");
        }

        @Test
        void theRecipientMustReceiveTheQuotesCurrency() throws IOException {
            Reply reply = client.transfer(marta, client.quoteId("GBP", "10"));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("/errors/0/code").asText()).isEqualTo("INVALID_RECIPIENT");
        }

        @Test
        void theRecipientMustBeActiveAndOfTheProfile() throws IOException {
            long other = wise.addRecipient("EUR", "Ada Quist", null);
            wise.deactivateRecipient(marta);
            wise.moveRecipientToProfile(other, 5);

            assertThat(client.transfer(marta, client.quoteId("EUR", "10")).status())
                    .isEqualTo(422);
            assertThat(client.transfer(other, client.quoteId("EUR", "10")).status())
                    .isEqualTo(422);
            assertThat(caller.get("/v2/accounts/" + other).status()).isEqualTo(404);
        }

        @ParameterizedTest
        @CsvSource({
            "USD, Kommo deal #1, 422",
            "USD, DEAL-123456, 422",
            "USD, DEAL-12345, 200",
            "EUR, Kommo deal #1, 422",
            "EUR, Kommo deal 12345, 200"
        })
        void aReferenceFollowsTheRuleOfTheCurrency(String currency, String reference, int status) throws IOException {
            long recipient = wise.addRecipient(currency, "Nick Cole", null);

            Reply reply = client.transfer(
                    recipient, client.quoteId(currency, "10"), UUID.randomUUID().toString(), reference);

            assertThat(reply.status()).isEqualTo(status);
        }

        @Test
        void theRequirementsTellTheRule() throws IOException {
            wise.referenceLimit("EUR", 12);
            Reply reply = caller.post(
                    "/v1/transfer-requirements",
                    """
                    {"targetAccount":%d,"quoteUuid":"%s","details":{"reference":"A"}}"""
                            .formatted(marta, client.quoteId("EUR", "10")));

            assertThat(reply.at("/0/fields/0/group/0/maxLength").asInt()).isEqualTo(12);
            assertThat(reply.at("/0/fields/0/group/0/validationRegexp").asText())
                    .isEqualTo("[a-zA-Z0-9- ]*");
        }

        @Test
        void theListWantsProfileWholePagesAndUtc() throws IOException {
            client.transferId(marta, "EUR", "10");
            long second = client.transferId(marta, "EUR", "20");
            String path = "/v1/transfers?profile=" + WiseStandIn.PROFILE_ID;

            assertThat(caller.get("/v1/transfers").json()).isEmpty();
            assertThat(caller.get(path + "&limit=1&offset=0").at("/0/id").asLong())
                    .isEqualTo(second);
            assertThat(caller.get(path + "&limit=2&offset=1").status()).isEqualTo(422);
            assertThat(caller.get(path + "&createdDateStart=2026-09-01T00:00:00%2B02:00")
                            .at("/errors/0/code")
                            .asText())
                    .isEqualTo("wrong.date.format");
            assertThat(caller.get(
                                    path
                                            + "&createdDateStart=2020-01-01T00:00:00Z&status=incoming_payment_waiting,processing")
                            .json())
                    .hasSize(2);
            assertThat(caller.get(path + "&status=cancelled").json()).isEmpty();
        }

        @Test
        void aTransferCanComeBackAltered() throws IOException {
            wise.alterTargetValue("9.99");

            assertThat(client.transfer(marta, client.quoteId("EUR", "10")).body())
                    .contains("\"targetValue\":9.99");
        }

        @Test
        void cancellingIsRefusedOnceConverted() throws IOException {
            long transfer = client.transferId(marta, "EUR", "10");
            long other = client.transferId(marta, "EUR", "20");
            wise.advance(other, "funds_converted");

            assertThat(caller.send("PUT", "/v1/transfers/" + transfer + "/cancel", null)
                            .at("/status")
                            .asText())
                    .isEqualTo("cancelled");
            assertThat(caller.send("PUT", "/v1/transfers/" + other + "/cancel", null)
                            .status())
                    .isEqualTo(409);
            assertThat(client.fund(transfer).at("/errorCode").asText()).isEqualTo("transfer.invalid-state");
        }
    }

    @Nested
    class Fundings {

        @Test
        void theBalanceLosesTheOptionsSourceAmount() throws IOException {
            List<String> events = new ArrayList<>();
            wise.onEvent(events::add);
            long transfer = client.transferId(marta, "EUR", "1500.00");

            Reply reply = client.fund(transfer);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.at("/status").asText()).isEqualTo("COMPLETED");
            assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("2361.73"));
            assertThat(wise.transfers().get(0).debited()).isEqualTo(new BigDecimal("1638.27"));
            assertThat(events).contains("balance USD 4,000.00 -> 2,361.73 (transfer " + transfer + " funded)");
            assertThat(caller.get("/v1/transfers/" + transfer + "/payments").body())
                    .contains("\"amount\":1638.27");
        }

        @Test
        void aSecondFundingNeverDebits() throws IOException {
            long transfer = client.transferId(marta, "EUR", "100");
            client.fund(transfer);
            BigDecimal after = wise.balance("USD");

            Reply second = client.fund(transfer);
            wise.advance(transfer, "incoming_payment_waiting");
            wise.repeatedFunding(Funding.INVALID_STATE);
            Reply third = client.fund(transfer);

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.at("/errorCode").asText()).isEqualTo("payment.exists");
            assertThat(third.status()).isEqualTo(422);
            assertThat(wise.balance("USD")).isEqualTo(after);
            assertThat(wise.fundings()).isEqualTo(1);
            assertThat(wise.transfers().get(0).fundingAttempts()).isEqualTo(3);
        }

        @Test
        void anUnknownTransferIsAnEmpty500() throws IOException {
            Reply reply = client.fund(2150000999L);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEmpty();
        }

        @Test
        void aShortBalanceIsRefusedInTheShapeOfTheDialect() throws IOException {
            Reply platform = client.fund(client.transferId(marta, "EUR", "5000"));
            assertThat(platform.status()).isEqualTo(422);
            assertThat(platform.at("/errorCode").asText()).isEqualTo("balance.payment-option-unavailable");

            start(Dialect.GUIDE);
            Reply guide = client.fund(client.transferId(marta, "EUR", "5000"));
            assertThat(guide.status()).isEqualTo(422);
            assertThat(guide.at("/errors/0/code").asText()).isEqualTo("INSUFFICIENT_BALANCE");
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"COMPLETED", "COMPLETED_200", "COMPLETED_APPROVED", "CREATED"})
        void aRefusalLeavesTheMoneyAndCanBeRepeated(Funding refusal) throws IOException {
            long transfer = client.transferId(marta, "EUR", "100");
            wise.funding(refusal);
            client.fund(transfer);
            assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("4000.00"));
            assertThat(wise.fundings()).isZero();

            wise.funding(Funding.COMPLETED);
            assertThat(client.fund(transfer).status()).isEqualTo(201);
        }

        @Test
        void refusalsComeInAllKnownShapes() throws IOException {
            long transfer = client.transferId(marta, "EUR", "100");

            wise.funding(Funding.TEXT_PLAIN_CODE);
            Reply text = client.fund(transfer);
            assertThat(text.contentType()).startsWith("text/plain");
            assertThat(text.body()).isEqualTo("balance.insufficient-funds");

            wise.funding(Funding.INSUFFICIENT_200_OLD);
            Reply old = client.fund(transfer);
            assertThat(old.status()).isEqualTo(200);
            assertThat(old.at("/status").asText()).isEqualTo("REJECTED");

            wise.funding(Funding.SCA_EMPTY);
            Reply secondFactor = client.fund(transfer);
            assertThat(secondFactor.status()).isEqualTo(403);
            assertThat(secondFactor.body()).isEmpty();
            assertThat(secondFactor.header("x-2fa-approval-result")).isEqualTo("REJECTED");
            assertThat(secondFactor.header("x-2fa-approval")).isNotBlank();

            wise.funding(Funding.FORBIDDEN);
            assertThat(client.fund(transfer).header("x-2fa-approval")).isNull();
        }

        @Test
        void readsLagBehindAFunding() throws IOException {
            wise.fundingLag(2);
            String quote = client.quoteId("EUR", "100");
            long transfer = client.transfer(marta, quote).at("/id").asLong();
            client.fund(transfer);

            List<String> transferReads = new ArrayList<>();
            List<String> quoteReads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                transferReads.add(client.read(transfer).at("/status").asText());
                quoteReads.add(caller.get(WiseClient.PROFILE + "/quotes/" + quote)
                        .at("/status")
                        .asText());
            }

            assertThat(transferReads)
                    .containsExactly("incoming_payment_waiting", "incoming_payment_waiting", "processing");
            assertThat(quoteReads).containsExactly("ACCEPTED", "ACCEPTED", "FUNDED");
        }

        @Test
        void anAcceptedFundingDebitsLater() throws IOException {
            wise.funding(Funding.CREATED);
            long transfer = client.transferId(marta, "EUR", "1500");
            assertThat(client.fund(transfer).at("/status").asText()).isEqualTo("CREATED");
            assertThat(wise.fundings()).isZero();

            wise.advance(transfer, "processing");
            assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("2361.73"));
        }

        @Test
        void aPersonCanFundAndARefundComesBack() throws IOException {
            wise.funding(Funding.SCA_JSON);
            long transfer = client.transferId(marta, "EUR", "1500");
            client.fund(transfer);
            wise.fundByHand(transfer);
            assertThat(client.read(transfer).at("/status").asText()).isEqualTo("processing");

            wise.advance(transfer, "funds_refunded");
            wise.advance(transfer, "funds_refunded");
            assertThat(wise.balance("USD")).isEqualTo(new BigDecimal("4000.00"));
        }
    }

    @Test
    void theGuidesOwnFlowWorksInItsDialect() throws IOException {
        start(Dialect.GUIDE);
        long recipient = client.recipient(
                        """
                {"profile":%d,"currency":"EUR","type":"email","accountHolderName":"Ada Quist","details":{"email":"ada@example.com"}}"""
                                .formatted(WiseStandIn.PROFILE_ID))
                .at("/id")
                .asLong();
        String quote = client.quoteId("EUR", "10");
        long transfer = client.transfer(recipient, quote, UUID.randomUUID().toString(), "Kommo deal #12345")
                .at("/id")
                .asLong();

        assertThat(client.fund(transfer).at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(caller.get("/v4/profiles/" + WiseStandIn.PROFILE_ID + "/balances")
                        .status())
                .isEqualTo(200);
    }
}
