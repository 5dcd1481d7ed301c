package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The switches of the Wise stand-in (Wise reference §19), as they stand before anybody touches them. */
final class WiseScenario {

    static final int DEFAULT_REFERENCE_LENGTH = 35;

    Storing storing = Storing.AS_SENT;
    boolean emailRecipients = true;
    BalanceOption balanceOption = BalanceOption.AVAILABLE;
    boolean blockedNotice;
    Duration quoteLifetime = Duration.ofMinutes(30);
    final Set<String> unsupportedTargets = new HashSet<>();
    ObjectNode newConfirmations;
    final Set<String> transferNatureFor = new HashSet<>();
    final Map<String, List<TransferDetail>> transferDetails = new HashMap<>();
    Funding funding = Funding.COMPLETED;
    Funding shortBalance;
    Funding repeatedFunding = Funding.PAYMENT_EXISTS;
    int fundingLag;
    RepeatedKey repeatedKey = RepeatedKey.ORIGINAL;
    BigDecimal alteredTargetValue;
    boolean missingApproval;
    int batchConflicts;
    boolean silentGroups;
    boolean localCallbacks = true;

    private BigDecimal fee;
    private final Map<String, BigDecimal> rates = new HashMap<>(Map.of(
            "USD-EUR",
            new BigDecimal("0.92"),
            "USD-GBP",
            new BigDecimal("0.79"),
            "USD-JPY",
            new BigDecimal("149.35"),
            "USD-INR",
            new BigDecimal("83.10"),
            "USD-CAD",
            new BigDecimal("1.36"),
            "USD-PLN",
            new BigDecimal("3.95"),
            "EUR-USD",
            new BigDecimal("1.087"),
            "EUR-GBP",
            new BigDecimal("0.86"),
            "GBP-EUR",
            new BigDecimal("1.16"),
            "GBP-USD",
            new BigDecimal("1.27")));
    private final Map<String, Integer> referenceLengths = new HashMap<>(Map.ofEntries(
            Map.entry("USD", 10),
            Map.entry("EUR", 35),
            Map.entry("GBP", 18),
            Map.entry("INR", 16),
            Map.entry("SEK", 12),
            Map.entry("AUD", 18),
            Map.entry("NZD", 12),
            Map.entry("CZK", 25),
            Map.entry("RON", 30),
            Map.entry("MXN", 100),
            Map.entry("NGN", 14),
            Map.entry("ZAR", 18),
            Map.entry("CHF", 50),
            Map.entry("CAD", 50),
            Map.entry("HKD", 50),
            Map.entry("THB", 50),
            Map.entry("SGD", 25)));

    void fee(BigDecimal inSourceCurrency) {
        fee = inSourceCurrency;
    }

    BigDecimal fee(String source, String target) {
        BigDecimal amount = fee != null ? fee : new BigDecimal(source.equals(target) ? "0.50" : "7.84");
        return Currencies.rounded(amount, source);
    }

    void rate(String source, String target, BigDecimal rate) {
        rates.put(source + "-" + target, rate);
    }

    /** Null when the pair is not served. */
    BigDecimal rate(String source, String target) {
        return source.equals(target) ? BigDecimal.ONE : rates.get(source + "-" + target);
    }

    void referenceLength(String currency, int length) {
        referenceLengths.put(currency, length);
    }

    int referenceLength(String currency) {
        return referenceLengths.getOrDefault(currency, DEFAULT_REFERENCE_LENGTH);
    }
}
