package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Delivery;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class PaidOnceIT extends EndToEnd {

    private static final String PROFILE = "/v3/profiles/" + WiseStandIn.PROFILE_ID;

    @Test
    void theBalanceLosesExactlyTheQuotedDebit() {
        awaitPaid(product.payDeal("1500", "EUR", contractor("Ada Quist", "EUR")));

        assertThat(wise.balance("USD")).isEqualByComparingTo("8361.73");
    }

    @Test
    void theContractorsOwnRecipientGetsTheWholeAmount() {
        long recipient = wise.addRecipient("EUR", "Ada Quist", null);

        Transfer transfer = awaitPaid(product.payDeal("1500", "EUR", kommo.addContact("Ada Quist", null, recipient)));

        assertThat(transfer.targetAccount()).isEqualTo(recipient);
        assertThat(transfer.targetCurrency()).isEqualTo("EUR");
        assertThat(transfer.targetValue()).isEqualTo("1500.00");
    }

    @Test
    void theNoteTellsTransferAmountDebitFeeRateStatusAndArrival() {
        long deal = product.payDeal("1500", "EUR", contractor("Ada Quist", "EUR"));
        Transfer transfer = awaitPaid(deal);

        assertThat(kommo.notes(deal))
                .singleElement()
                .asString()
                .startsWith("Wise: paid 1500.00 EUR, transfer " + transfer.id()
                        + ". Debit 1638.27 USD including the fee of 7.84 USD, rate 0.92. Status: funded.")
                .containsPattern(" Expected to arrive: 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\.$");
    }

    @Test
    void theDealsFieldsNameTheTransferAndItsStatus() {
        long deal = product.payDeal("1500", "EUR", contractor("Ada Quist", "EUR"));
        Transfer transfer = awaitPaid(deal);

        assertThat(kommo.dealField(deal, KommoStandIn.FIELD_TRANSFER)).isEqualTo(String.valueOf(transfer.id()));
        assertThat(kommo.dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("funded");
    }

    @Test
    void wiseIsAskedOnlyWhatIsNeededAndInExactNumbers() {
        boolean guide = world.dialect() == Dialect.GUIDE;
        long deal = product.payDeal("1500", "EUR", contractor("Ada Quist", "EUR"));
        Transfer made = awaitPaid(deal);
        String recipientAndQuote =
                "{\"targetAccount\":" + made.targetAccount() + ",\"quoteUuid\":\"" + made.quoteId() + "\",";
        String reference = "\"details\":{\"reference\":\"DEAL-" + deal + "\"}}";

        List<String> requests = new ArrayList<>(requests(wise.calls()));
        assertThat(requests.remove("GET /v4/profiles/" + WiseStandIn.PROFILE_ID + "/balances?types=STANDARD"))
                .as("beside the quote")
                .isTrue();
        assertThat(requests)
                .containsExactly(
                        "GET " + (guide ? "/v3" : "/v2") + "/profiles",
                        "GET /v2/accounts/" + made.targetAccount(),
                        "POST " + PROFILE + "/quotes {\"sourceCurrency\":\"USD\",\"targetCurrency\":\"EUR\","
                                + "\"targetAmount\":1500.00,\"targetAccount\":" + made.targetAccount()
                                + ",\"preferredPayIn\":\"BALANCE\"}",
                        "POST /v1/transfer-requirements " + recipientAndQuote + reference,
                        "POST " + (guide ? "/v3" : "/v1") + "/transfers " + recipientAndQuote
                                + "\"customerTransactionId\":\"" + made.customerTransactionId() + "\"," + reference,
                        "POST " + PROFILE + "/transfers/" + made.id() + "/payments {\"type\":\"BALANCE\"}");
    }

    @Test
    void kommoIsReadTwiceAndWrittenTwiceAndOnceInAProcessSaysWhichAccountItIs() {
        long contact = contractor("Ada Quist", "EUR");
        long deal = product.payDeal("1500", "EUR", contact);
        Transfer made = awaitPaid(deal);
        boolean guide = world.dialect() == Dialect.GUIDE;

        assertThat(requests(kommo.calls()))
                .satisfiesExactly(
                        read -> assertThat(read).isEqualTo("GET /api/v4/account"),
                        read -> assertThat(read).isEqualTo("GET /api/v4/leads/" + deal + "?with=contacts"),
                        read -> assertThat(read).isEqualTo("GET /api/v4/contacts/" + contact),
                        fields -> assertThat(fields)
                                .startsWith("PATCH /api/v4/leads/" + deal + " {\"custom_fields_values\":[")
                                .contains("\"" + made.id() + "\"", "\"funded\""),
                        note -> assertThat(note)
                                .startsWith("POST " + (guide ? "/api/v4/notes" : "/api/v4/leads/notes")
                                        + " [{\"entity_id\":" + deal + ","
                                        + (guide ? "\"entity_type\":\"leads\"," : "")
                                        + "\"note_type\":\"common\",\"params\":{\"text\":\"Wise: paid ")
                                .endsWith("\"},\"is_need_to_trigger_digital_pipeline\":false}]"));
    }

    @Test
    void requestsCarryOurTokensAndNothingOfTheDelivery() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        product.send(HttpRequest.newBuilder(URI.create(product.webhook() + "?probe=query-of-the-delivery"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer of-the-delivery")
                .header("X-Probe", "header-of-the-delivery")
                .header("CamelHttpUri", "http://localhost:1/of-the-delivery")
                .POST(BodyPublishers.ofString(kommo.statusDelivery(deal)))
                .build());
        awaitPaid(deal);

        assertThat(kommo.calls()).allSatisfy(call -> assertThat(call.headers())
                .containsEntry("Authorization", "Bearer " + KommoStandIn.TOKEN));
        assertThat(wise.calls()).allSatisfy(call -> assertThat(call.headers())
                .containsEntry("Authorization", "Bearer " + WiseStandIn.TOKEN));
        assertThat(Stream.concat(kommo.calls().stream(), wise.calls().stream()))
                .allSatisfy(PaidOnceIT::hasOnlyItsOwnHeaders);
    }

    @Test
    void fiveCopiesOfADeliveryInARowPayOnce() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        String delivery = kommo.statusDelivery(deal);

        for (int copy = 0; copy < 5; copy++) {
            assertThat(product.deliver(delivery).statusCode()).isEqualTo(200);
        }

        awaitPaid(deal);
        awaitLaterDealPaid();
        assertPaidAndToldOnce(deal);
    }

    @Test
    void aDeliveryRepeatedAfterThePaymentPaysNothingMore() {
        long deal = product.payDeal("100.00", "EUR", contractor("Ada Quist", "EUR"));
        awaitPaid(deal);

        product.deliver(kommo.statusDelivery(deal));

        awaitLaterDealPaid();
        assertPaidAndToldOnce(deal);
    }

    @Test
    void threeCopiesOfADeliveryAtOncePayOnce() {
        long deal = kommo.addDeal("Landing page", "100.00", "EUR", contractor("Ada Quist", "EUR"));
        kommo.copiesOfEachDelivery(3);
        kommo.subscribe(product.webhook(), "status_lead");

        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        eventually(() ->
                assertThat(kommo.deliveries()).extracting(Delivery::status).containsExactly(200, 200, 200));
        awaitPaid(deal);
        awaitLaterDealPaid();
        assertPaidAndToldOnce(deal);
    }

    @Test
    void theSecondPayoutOfAContractorAsksForNeitherProfileNorRecipient() {
        long contact = contractor("Ada Quist", "EUR");
        awaitPaid(product.payDeal("100.00", "EUR", contact));
        wise.forgetCalls();

        awaitPaid(product.payDeal("200.00", "EUR", contact));

        assertThat(wise.calls())
                .extracting(RecordedCall::path)
                .filteredOn(path -> !path.contains("/balances"))
                .hasSize(4)
                .noneMatch(path -> path.endsWith("/profiles") || path.contains("/accounts"));
    }

    @Test
    void theKeyOfATransferIsTheNameBasedUuidOfAccountDealAndCycle() {
        long deal = product.payDeal("100.00", "EUR", contractor("Ada Quist", "EUR"));

        assertThat(deal).isEqualTo(15500123);
        assertThat(awaitPaid(deal).customerTransactionId()).hasToString("e5f13082-aadc-568b-b169-fd599e72475e");
    }

    private void assertPaidAndToldOnce(long deal) {
        assertThat(transfersOf(deal))
                .singleElement()
                .extracting(Transfer::fundingAttempts)
                .isEqualTo(1);
        assertThat(kommo.notes(deal)).hasSize(1);
    }

    private static void hasOnlyItsOwnHeaders(RecordedCall call) {
        assertThat(call.headers().keySet())
                .isSubsetOf(List.of(
                        "Accept-Encoding",
                        "Accept-Minor-Version",
                        "Authorization",
                        "Connection",
                        "Content-Length",
                        "Content-Type",
                        "Host",
                        "User-Agent",
                        "X-External-Correlation-Id"));
        if (!call.body().isEmpty()) {
            assertThat(call.headers().get("Content-Type")).startsWith("application/json");
        }
        assertThat(call.toString()).doesNotContain("of-the-delivery");
    }
}
