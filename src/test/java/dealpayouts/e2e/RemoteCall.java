package dealpayouts.e2e;

import static dealpayouts.e2e.RemoteCall.At.KOMMO;
import static dealpayouts.e2e.RemoteCall.At.WISE;

import java.util.List;

/** The calls that a payout and the news of its transfer make; {@link FaultStage} knows what leads to each. */
enum RemoteCall {
    READ_DEAL(KOMMO, "GET", "/api/v4/leads/\\d+"),
    READ_ACCOUNT(KOMMO, "GET", "/api/v4/account"),
    READ_CONTACT(KOMMO, "GET", "/api/v4/contacts/\\d+"),
    READ_PROFILES(WISE, "GET", "/v2/profiles"),
    READ_RECIPIENT(WISE, "GET", "/v2/accounts/\\d+"),
    ASK_PRICE(WISE, "POST", "/v3/profiles/\\d+/quotes"),
    READ_BALANCES(WISE, "GET", "/v4/profiles/\\d+/balances"),
    READ_TRANSFER_REQUIREMENTS(WISE, "POST", "/v1/transfer-requirements"),
    MAKE_TRANSFER(WISE, "POST", "/v1/transfers"),
    FUND_TRANSFER(WISE, "POST", "/v3/profiles/\\d+/transfers/\\d+/payments"),
    WRITE_DEAL_FIELDS(KOMMO, "PATCH", "/api/v4/leads/\\d+"),
    WRITE_NOTE(KOMMO, "POST", "/api/v4/leads/notes"),

    READ_ACCOUNT_REQUIREMENTS(WISE, "GET", "/v1/quotes/[^/]+/account-requirements"),
    LIST_RECIPIENTS(WISE, "GET", "/v2/accounts"),
    MAKE_RECIPIENT(WISE, "POST", "/v1/accounts"),
    WRITE_CONTACT_FIELD(KOMMO, "PATCH", "/api/v4/contacts/\\d+"),

    LIST_TRANSFERS(WISE, "GET", "/v1/transfers"),
    READ_TRANSFER(WISE, "GET", "/v1/transfers/\\d+"),
    READ_PAYMENTS(WISE, "GET", "/v1/transfers/\\d+/payments"),
    READ_NOTES(KOMMO, "GET", "/api/v4/leads/\\d+/notes"),

    READ_NEWS(WISE, "GET", "/v1/transfers/\\d+"),
    WRITE_NEWS(KOMMO, "POST", "/api/v4/leads/notes"),
    READ_DEAL_TO_MOVE(KOMMO, "GET", "/api/v4/leads/\\d+"),
    READ_OPEN_TASKS(KOMMO, "GET", "/api/v4/tasks"),
    MAKE_TASK(KOMMO, "POST", "/api/v4/tasks"),
    MOVE_DEAL(KOMMO, "PATCH", "/api/v4/leads/\\d+");

    enum At {
        KOMMO,
        WISE
    }

    final At at;
    final String method;
    final String path;

    RemoteCall(At at, String method, String path) {
        this.at = at;
        this.method = method;
        this.path = path;
    }

    boolean isForRecipientByEmail() {
        return List.of(READ_ACCOUNT_REQUIREMENTS, LIST_RECIPIENTS, MAKE_RECIPIENT, WRITE_CONTACT_FIELD)
                .contains(this);
    }

    /** Made when the money came back, after the payout. */
    boolean isForNews() {
        return compareTo(READ_NEWS) >= 0;
    }
}
