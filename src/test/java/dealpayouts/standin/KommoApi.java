package dealpayouts.standin;

import java.util.UUID;

/** The Kommo paths, the token check and the limiter. */
final class KommoApi {

    private final KommoWorld world;
    private final RequestLimiter limiter = new RequestLimiter();
    private final Routes routes = new Routes();

    KommoApi(KommoWorld world) {
        this.world = world;
        KommoLeads leads = new KommoLeads(world);
        KommoNotes notes = new KommoNotes(world);
        KommoAccount account = new KommoAccount(world);
        routes.on("GET", "/api/v4/leads/{id}", leads::get);
        routes.on("GET", "/api/v4/leads", leads::list);
        routes.on("PATCH", "/api/v4/leads/{id}", leads::patch);
        routes.on("PATCH", "/api/v4/leads", leads::patchAll);
        routes.on("GET", "/api/v4/contacts/{id}", leads::getContact);
        routes.on("GET", "/api/v4/contacts", leads::listContacts);
        routes.on("PATCH", "/api/v4/contacts/{id}", leads::patchContact);
        routes.on("PATCH", "/api/v4/contacts", leads::patchAllContacts);
        routes.on("POST", "/api/v4/leads/notes", notes::addToLeads);
        routes.on("POST", "/api/v4/contacts/notes", notes::addToContacts);
        routes.on("GET", "/api/v4/leads/{id}/notes", notes::ofLead);
        routes.on("POST", "/api/v4/tasks", notes::addTasks);
        routes.on("GET", "/api/v4/tasks", notes::tasks);
        routes.on("PATCH", "/api/v4/tasks/{id}", notes::patchTask);
        routes.on("GET", "/api/v4/account", account::account);
        routes.on("GET", "/api/v4/leads/pipelines", account::pipelines);
        routes.on("GET", "/api/v4/(leads|contacts)/custom_fields", account::fields);
        routes.on("POST", "/api/v4/(leads|contacts)/custom_fields", account::makeFields);
        routes.on("POST", "/api/v4/webhooks", account::subscribe);
        routes.on("GET", "/api/v4/webhooks", account::subscriptions);
        routes.on("DELETE", "/api/v4/webhooks", account::unsubscribe);
        routes.on("GET", "/api/v4/events", new KommoEvents(world)::list);
        if (world.dialect == Dialect.GUIDE) {
            routes.on("POST", "/api/v4/notes", notes::addAsInGuide);
        }
    }

    void limit(boolean on) {
        limiter.on(on);
    }

    Answer answer(Call call) {
        return limiter.refusal(System.nanoTime())
                .orElseGet(() -> answerOrRefuse(call))
                .with("X-Request-Id", UUID.randomUUID().toString())
                .with("Date", Answer.date(world.instant()));
    }

    private Answer answerOrRefuse(Call call) {
        if (call.path().equals(KommoOAuth.PATH)) {
            return world.oauth.token(call);
        }
        String token = call.header("Authorization").replaceFirst("^Bearer ", "");
        if (!token.equals(world.token) && !world.oauth.accepts(token)) {
            return KommoErrors.unauthorized();
        }
        try {
            return routes.answer(call)
                    .orElseGet(() -> routes.knowsPath(call.path())
                            ? KommoErrors.problem(
                                    405, "Method Not Allowed", "Method " + call.method() + " is not allowed")
                            : KommoErrors.problem(
                                    404, "Not Found", "Cannot " + call.method() + " " + world.url + call.path()));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (NumberFormatException e) {
            return KommoErrors.badRequest("A number was expected. " + e.getMessage())
                    .answer();
        }
    }
}
