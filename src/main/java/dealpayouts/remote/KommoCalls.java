package dealpayouts.remote;

import static dealpayouts.remote.MoneyCall.HARMLESS;

/** Every call to Kommo that may be made, in both dialects; none moves money. What Kommo's v4 shows may be read. */
final class KommoCalls {

    static final CallTable TABLE = new CallTable()
            .allow("GET", "/api/v4/{**}", HARMLESS, "with limit page query filter order")
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
            .allow("PATCH", "/api/v4/tasks/{id}", HARMLESS, "")
            .allow("POST", "/api/v4/webhooks", HARMLESS, "")
            .allow("DELETE", "/api/v4/webhooks", HARMLESS, "")
            .allow("POST", "/api/v4/leads/custom_fields", HARMLESS, "")
            .allow("POST", "/api/v4/contacts/custom_fields", HARMLESS, "");

    private KommoCalls() {}
}
