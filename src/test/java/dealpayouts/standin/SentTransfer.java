package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** A Wise transfer (Wise reference §8). */
final class SentTransfer {

    static final String WAITING = "incoming_payment_waiting";

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    final long id;
    final UUID key;
    final JsonNode request;
    final Quote quote;
    final long targetAccount;
    final BigDecimal targetValue;
    final String reference;
    final Instant created;
    final String payinSession = UUID.randomUUID().toString();
    String status = WAITING;
    boolean funded;
    boolean fundingPending;
    boolean refunded;
    boolean processingSimulated;
    boolean activeIssues;
    int fundingAttempts;
    BigDecimal debited = BigDecimal.ZERO;
    Long paymentId;
    Instant fundedAt;
    int laggingReads;

    SentTransfer(
            long id,
            UUID key,
            JsonNode request,
            Quote quote,
            long targetAccount,
            BigDecimal targetValue,
            String reference,
            Instant created) {
        this.id = id;
        this.key = key;
        this.request = request;
        this.quote = quote;
        this.targetAccount = targetAccount;
        this.targetValue = targetValue;
        this.reference = reference;
        this.created = created;
    }

    long profile() {
        return quote.profile;
    }

    /** What a read says now; each one uses up one lagging read. */
    String statusForRead() {
        String shown = shownStatus();
        laggingReads = Math.max(0, laggingReads - 1);
        return shown;
    }

    String shownStatus() {
        return laggingReads > 0 ? WAITING : status;
    }

    ObjectNode json(String statusToShow) {
        return Json.object(
                "id",
                id,
                "user",
                WiseWorld.USER,
                "targetAccount",
                targetAccount,
                "sourceAccount",
                null,
                "quote",
                null,
                "quoteUuid",
                quote.id,
                "payinSessionId",
                payinSession,
                "status",
                statusToShow,
                "reference",
                reference,
                "rate",
                quote.rate,
                "created",
                CREATED.format(created),
                "business",
                profile(),
                "transferRequest",
                null,
                "details",
                Json.object("reference", reference),
                "hasActiveIssues",
                activeIssues,
                "sourceCurrency",
                quote.source,
                "sourceValue",
                quote.sourceValue,
                "targetCurrency",
                quote.target,
                "targetValue",
                targetValue,
                "customerTransactionId",
                key.toString());
    }

    Transfer verdict() {
        return new Transfer(
                id,
                key,
                quote.id,
                targetAccount,
                quote.sourceValue,
                quote.source,
                targetValue,
                quote.target,
                reference,
                status,
                funded,
                fundingAttempts,
                debited);
    }
}
