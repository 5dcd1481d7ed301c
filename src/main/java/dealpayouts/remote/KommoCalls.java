package dealpayouts.remote;

import static dealpayouts.remote.MoneyCall.HARMLESS;

/**
 * Every call to Kommo that may be made, in both dialects; none moves money. What is read is what the product reads, and what
 * routes of one's own need to know about a deal and its people.
 */
final class KommoCalls {

    private static final String LIST = "with limit page query filter order";

    /** Of the running product. */
    static final CallTable TABLE = product();

    /** Of the commands, which may also set Kommo up. */
    static final CallTable OF_COMMANDS = product()
            .allow("GET", "/api/v4/webhooks", HARMLESS, LIST)
            .allow("POST", "/api/v4/webhooks", SubscriptionCall.KOMMO_WEBHOOK)
            .allow("POST", "/api/v4/leads/custom_fields", HARMLESS, "")
            .allow("POST", "/api/v4/contacts/custom_fields", HARMLESS, "");

    private KommoCalls() {}

    private static CallTable product() {
        return new CallTable()
                .allow("GET", "/api/v4/account", HARMLESS, "with")
                .allow("GET", "/api/v4/leads", HARMLESS, LIST)
                .allow("GET", "/api/v4/leads/{id}", HARMLESS, "with")
                .allow("GET", "/api/v4/leads/{id}/notes", HARMLESS, LIST)
                .allow("GET", "/api/v4/leads/pipelines", HARMLESS, "")
                .allow("GET", "/api/v4/leads/pipelines/{id}", HARMLESS, "")
                .allow("GET", "/api/v4/leads/custom_fields", HARMLESS, LIST)
                .allow("GET", "/api/v4/contacts", HARMLESS, LIST)
                .allow("GET", "/api/v4/contacts/{id}", HARMLESS, "with")
                .allow("GET", "/api/v4/contacts/{id}/notes", HARMLESS, LIST)
                .allow("GET", "/api/v4/contacts/custom_fields", HARMLESS, LIST)
                .allow("GET", "/api/v4/companies", HARMLESS, LIST)
                .allow("GET", "/api/v4/companies/{id}", HARMLESS, "with")
                .allow("GET", "/api/v4/users", HARMLESS, LIST)
                .allow("GET", "/api/v4/users/{id}", HARMLESS, "with")
                .allow("GET", "/api/v4/events", HARMLESS, LIST)
                .allow("GET", "/api/v4/tasks", HARMLESS, LIST)
                .allow("GET", "/api/v4/tasks/{id}", HARMLESS, "")
                .allow("PATCH", "/api/v4/leads", HARMLESS, "")
                .allow("PATCH", "/api/v4/leads/{id}", HARMLESS, "")
                .allow("PATCH", "/api/v4/contacts", HARMLESS, "")
                .allow("PATCH", "/api/v4/contacts/{id}", HARMLESS, "")
                .allow("POST", "/api/v4/leads/notes", HARMLESS, "")
                .allow("POST", "/api/v4/leads/{id}/notes", HARMLESS, "")
                .allow("POST", "/api/v4/contacts/notes", HARMLESS, "")
                .allow("POST", "/api/v4/contacts/{id}/notes", HARMLESS, "")
                .allow("POST", "/api/v4/notes", HARMLESS, "")
                .allow("POST", "/api/v4/tasks", HARMLESS, "")
                .allow("PATCH", "/api/v4/tasks/{id}", HARMLESS, "");
    }
}
