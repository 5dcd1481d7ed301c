package dealpayouts.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.Contractor;
import dealpayouts.ledger.Payout;
import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingAnswer.Result;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.Quote;
import dealpayouts.provider.TransferAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Bean {@code northpay}: what the answers of an invented provider mean, in the words of the ledger. Northpay charges no
 * fee and pays from a balance in the payout's own currency.
 */
public final class Northpay {

    private static final long OUR_ACCOUNT = 1;
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final int OK = 200;
    private static final String PAID = "paid";

    /** The price; the contact's own id serves as the recipient's. */
    public Quote quote(@Variable("payout") Payout payout, @Variable("contractor") Contractor contractor) {
        Money none = Money.of(BigDecimal.ZERO, payout.amount().currency().getCurrencyCode());
        return new Quote(
                "northpay-" + payout.id(),
                OUR_ACCOUNT,
                contractor.id(),
                contractor.id(),
                Instant.now().plus(LIFETIME),
                payout.amount(),
                payout.amount(),
                none,
                BigDecimal.ONE,
                null);
    }

    /** The exact request; its key makes a repeated one the same payment. */
    public String request(@Variable("payout") Payout payout, @Variable("contractor") Contractor contractor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("key", payout.customerTransactionId().toString());
        body.put("amount", payout.amount().amount());
        body.put("currency", payout.amount().currency().getCurrencyCode());
        body.put("to", contractor.email());
        return Json.write(body);
    }

    /** Compares the payment with what was asked for. */
    public TransferAnswer payment(@Variable("payout") Payout payout, @Variable("northpayAnswer") String answer) {
        JsonNode payment = Json.read(answer);
        boolean same = payment.path("key")
                        .asText()
                        .equals(payout.customerTransactionId().toString())
                && payment.path("amount")
                                .decimalValue()
                                .compareTo(payout.amount().amount())
                        == 0;
        return new TransferAnswer(
                payment.path("id").asLong(),
                payment.path("status").asText(),
                same ? null : "another key or amount than was asked for",
                null);
    }

    /** What the answer to a confirmation says about the money. */
    public FundingAnswer confirmation(@Variable("northpayAnswer") String answer) {
        boolean paid = Json.read(answer).path("status").asText().equals(PAID);
        return paid
                ? new FundingAnswer(Result.FUNDED, null, "Northpay took the money.")
                : new FundingAnswer(Result.UNKNOWN, null, "It is not known whether Northpay took the money.");
    }

    /** What the record of a payment proves. */
    public FundingEvidence evidence(@Variable("northpayAnswer") String answer) {
        String status = Json.read(answer).path("status").asText();
        return new FundingEvidence(
                status.equals(PAID) ? FundingEvidence.Kind.FUNDED : FundingEvidence.Kind.NONE, status);
    }
}
