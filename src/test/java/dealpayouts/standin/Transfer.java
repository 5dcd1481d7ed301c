package dealpayouts.standin;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * A transfer as the Wise stand-in knows it, whatever its reads say while they lag.
 *
 * @param sourceValue     without the fee
 * @param funded          whether a balance was debited for it
 * @param fundingAttempts how many funding calls reached it
 * @param debited         what left the balance, fee included; zero when not funded
 */
public record Transfer(
        long id,
        UUID customerTransactionId,
        String quoteId,
        long targetAccount,
        BigDecimal sourceValue,
        String sourceCurrency,
        BigDecimal targetValue,
        String targetCurrency,
        String reference,
        String status,
        boolean funded,
        int fundingAttempts,
        BigDecimal debited) {}
