package dealpayouts.remote;

import static dealpayouts.remote.MoneyCall.BATCH_FUNDING;
import static dealpayouts.remote.MoneyCall.CANCELLATION;
import static dealpayouts.remote.MoneyCall.FUNDING;
import static dealpayouts.remote.MoneyCall.GROUP_CHANGE;
import static dealpayouts.remote.MoneyCall.HARMLESS;
import static dealpayouts.remote.MoneyCall.RECIPIENT;
import static dealpayouts.remote.MoneyCall.TRANSFER;

import dealpayouts.ledger.Answers.Kind;

/**
 * Every call to Wise that may be made, in both dialects (Wise reference §2). Whoever changes a path in application.properties
 * can make it another one of these; a new one is added here, with what it does to money.
 */
final class WiseCalls {

    /** A statement and the transfers of a time; the other reads take less. */
    private static final String SPAN = "currency intervalStart intervalEnd type statementLocale";

    private static final String TRANSFERS =
            "profile createdDateStart createdDateEnd limit offset status" + " sourceCurrency targetCurrency";
    private static final String RECIPIENTS = "profileId currency active sort size seekPosition";

    static final CallTable TABLE = new CallTable()
            // Reads
            .allow("GET", "/v1/me", HARMLESS, "")
            .allow("GET", "/v1/profiles", HARMLESS, "")
            .allow("GET", "/v2/profiles", HARMLESS, "")
            .allow("GET", "/v2/profiles/{id}", HARMLESS, "")
            .allow("GET", "/v3/profiles", HARMLESS, "")
            .allow("GET", "/v4/profiles/{id}/balances", HARMLESS, "types")
            .allow("GET", "/v4/profiles/{id}/balances/{id}", HARMLESS, "")
            .allow("GET", "/v1/profiles/{id}/balance-statements/{id}/statement.json", HARMLESS, SPAN)
            .allow("GET", "/v1/rates", HARMLESS, "source target time from to group")
            .allow("GET", "/v3/profiles/{id}/quotes/{uuid}", HARMLESS, "")
            .allow("GET", "/v1/quotes/{uuid}/account-requirements", HARMLESS, "addressRequired")
            .allow("GET", "/v1/account-requirements", HARMLESS, "source target sourceAmount targetAmount")
            .allow("GET", "/v2/accounts", HARMLESS, RECIPIENTS)
            .allow("GET", "/v2/accounts/{id}", HARMLESS, "")
            .allow("GET", "/v1/transfers", HARMLESS, Kind.TRANSFER_LIST, TRANSFERS)
            .allow("GET", "/v1/transfers/{id}", HARMLESS, Kind.TRANSFER, "")
            .allow("GET", "/v1/transfers/{id}/payments", HARMLESS, Kind.PAYMENTS, "")
            .allow("GET", "/v1/transfers/{id}/issues", HARMLESS, "")
            .allow("GET", "/v1/delivery-estimates/{id}", HARMLESS, "")
            .allow("GET", "/v3/profiles/{id}/batch-groups/{uuid}", HARMLESS, Kind.GROUP, "")
            .allow("GET", "/v3/profiles/{id}/subscriptions", SubscriptionCall.LIST)
            .allow("GET", "/v3/profiles/{id}/subscriptions/{uuid}", HARMLESS, "")
            .allow("GET", "/v3/subscriptions", SubscriptionCall.LIST)
            .allow("GET", "/v3/subscriptions/{uuid}", HARMLESS, "")
            // What costs nothing
            .allow("POST", "/v3/profiles/{id}/quotes", HARMLESS, Kind.QUOTE, "")
            .allow("PATCH", "/v3/profiles/{id}/quotes/{uuid}", HARMLESS, "")
            .allow("POST", "/v1/quotes/{uuid}/account-requirements", HARMLESS, "")
            .allow("POST", "/v1/account-requirements", HARMLESS, "source target sourceAmount targetAmount")
            .allow("POST", "/v1/transfer-requirements", HARMLESS, "")
            .allow("POST", "/v3/profiles/{id}/batch-groups", HARMLESS, Kind.GROUP, "")
            // What Wise sends to whom
            .allow("POST", "/v3/profiles/{id}/subscriptions", SubscriptionCall.SUBSCRIPTION)
            .allow("DELETE", "/v3/profiles/{id}/subscriptions/{uuid}", SubscriptionCall.REMOVAL)
            .allow("POST", "/v3/subscriptions", SubscriptionCall.SUBSCRIPTION)
            .allow("DELETE", "/v3/subscriptions/{uuid}", SubscriptionCall.REMOVAL)
            // What needs a permit
            .allow("POST", "/v1/accounts", RECIPIENT, "")
            .allow("POST", "/v3/accounts", RECIPIENT, "")
            .allow("POST", "/v1/transfers", TRANSFER, Kind.TRANSFER, "")
            .allow("POST", "/v3/transfers", TRANSFER, Kind.TRANSFER, "")
            .allow("POST", "/v3/profiles/{id}/batch-groups/{uuid}/transfers", TRANSFER, Kind.TRANSFER, "")
            .allow("PUT", "/v1/transfers/{id}/cancel", CANCELLATION, Kind.CANCELLATION, "")
            .allow("PATCH", "/v3/profiles/{id}/batch-groups/{uuid}", GROUP_CHANGE, Kind.GROUP, "")
            .allow("POST", "/v3/profiles/{id}/transfers/{id}/payments", FUNDING, Kind.FUNDING, "")
            .allow("POST", "/v3/profiles/{id}/batch-payments/{uuid}/payments", BATCH_FUNDING, Kind.BATCH_FUNDING, "")
            .allow("POST", "/v3/profiles/{id}/batch-payments", BATCH_FUNDING, Kind.BATCH_FUNDING, "");

    private WiseCalls() {}
}
