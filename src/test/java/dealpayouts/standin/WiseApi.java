package dealpayouts.standin;

import java.util.UUID;

/** The Wise paths of both dialects (Wise reference §2), the token check and the rules that hold for every call (§3). */
final class WiseApi {

    private static final String QUARTER = "20\\d\\dQ[1-4]";

    private final WiseWorld world;
    private final WiseLimiter limiter = new WiseLimiter();
    private final Routes routes = new Routes();
    private final WiseTransfers transfers;
    private final WiseFundings fundings;
    private final WiseBatches batches;

    WiseApi(WiseWorld world, Guard guard) {
        this.world = world;
        transfers = new WiseTransfers(world);
        WiseQuotes quotes = new WiseQuotes(world);
        WiseRecipients recipients = new WiseRecipients(world);
        WiseAccount account = new WiseAccount(world, transfers);
        fundings = new WiseFundings(world, transfers);
        batches = new WiseBatches(world, transfers, fundings);

        routes.on("GET", at("v2", "v3", "/profiles"), account::profiles);
        routes.on("POST", at("v3", "v3", "/profiles/{id}/quotes"), quotes::create);
        routes.on("GET", at("v3", "v3", "/profiles/{id}/quotes/{key}"), quotes::get);
        routes.on("PATCH", at("v3", "v3", "/profiles/{id}/quotes/{key}"), quotes::update);
        routes.on("GET", at("v1", "v1", "/quotes/{key}/account-requirements"), recipients::requirements);
        routes.on("POST", at("v1", "v1", "/quotes/{key}/account-requirements"), recipients::requirements);
        routes.on("POST", at("v1", "v3", "/accounts"), recipients::create);
        routes.on("GET", at("v2", "v2", "/accounts"), recipients::list);
        routes.on("GET", at("v2", "v2", "/accounts/{id}"), recipients::get);
        routes.on("DELETE", at("v2", "v2", "/accounts/{id}"), recipients::delete);
        routes.on("PATCH", at("v2", "v2", "/accounts/{id}/confirmations"), recipients::accept);
        routes.on("POST", at("v1", "v1", "/transfer-requirements"), transfers::requirements);
        routes.on("POST", at("v1", "v3", "/transfers"), transfers::create);
        routes.on("GET", at("v1", "v1", "/transfers"), transfers::list);
        routes.on("GET", at("v1", "v1", "/transfers/{id}"), transfers::get);
        routes.on("PUT", at("v1", "v1", "/transfers/{id}/cancel"), transfers::cancel);
        routes.on("POST", at("v3", "v3", "/profiles/{id}/transfers/{id}/payments"), fundings::fund);
        routes.on("GET", at("v1", "v1", "/transfers/{id}/payments"), fundings::payments);
        routes.on("GET", at("v4", "v4", "/profiles/{id}/balances"), account::balances);
        routes.on(
                "GET",
                at("v1", "v1", "/profiles/{id}/balance-statements/{id}/statement.json"),
                account::balanceStatement);
        routes.on("GET", at("v1", "v1", "/delivery-estimates/{id}"), account::deliveryEstimate);
        routes.on("GET", at("v1", "v1", "/rates"), account::rates);
        if (world.dialect == Dialect.PLATFORM) {
            routes.on("GET", "/v1/profiles", account::oldProfiles);
        }
        routeBatches();
        simulation(new WiseSimulation(world, transfers, fundings));
        subscriptions(new WiseSubscriptions(world, guard));
    }

    private void routeBatches() {
        if (world.dialect == Dialect.GUIDE) {
            routes.on("POST", "/v3/profiles/{id}/batch-payments", batches::fundTransfers);
            return;
        }
        String group = at("v3", "v3", "/profiles/{id}/batch-groups");
        routes.on("POST", group, batches::create);
        routes.on("GET", group + "/{key}", batches::get);
        routes.on("PATCH", group + "/{key}", batches::update);
        routes.on("POST", group + "/{key}/transfers", batches::addTransfer);
        routes.on("POST", at("v3", "v3", "/profiles/{id}/batch-payments/{key}/payments"), batches::fund);
    }

    private void simulation(WiseSimulation simulation) {
        routes.on("GET", at("v1", "v1", "/simulation/transfers/{id}/" + WiseSimulation.STATES), simulation::state);
        routes.on("POST", at("v1", "v1", "/simulation/transfers/{id}/payout-failure"), simulation::payoutFailure);
        routes.on("POST", at("v1", "v1", "/simulation/balance/topup"), simulation::topUp);
    }

    private void subscriptions(WiseSubscriptions subscriptions) {
        boolean guide = world.dialect == Dialect.GUIDE;
        String path = guide ? "/v3/subscriptions" : at("v3", "v3", "/profiles/{id}/subscriptions");
        routes.on("POST", path, guide ? subscriptions::createByScope : subscriptions::create);
        routes.on("GET", path, guide ? subscriptions::listAll : subscriptions::list);
        routes.on("GET", path + "/{key}", subscriptions::get);
        routes.on("DELETE", path + "/{key}", subscriptions::delete);
    }

    void limit(boolean on) {
        limiter.on(on);
    }

    WiseTransfers transfers() {
        return transfers;
    }

    WiseBatches batches() {
        return batches;
    }

    WiseFundings fundings() {
        return fundings;
    }

    Answer answer(Call call) {
        Answer answer = limiter.refusal(System.nanoTime())
                .orElseGet(() -> answerOrRefuse(call))
                .with("x-trace-id", UUID.randomUUID().toString())
                .with("Date", Answer.date(world.now()));
        String correlation = call.header("X-External-Correlation-Id");
        return correlation.isEmpty() ? answer : answer.with("X-External-Correlation-Id", correlation);
    }

    private Answer answerOrRefuse(Call call) {
        if (!call.header("Authorization").equals("Bearer " + WiseStandIn.TOKEN)) {
            return WiseErrors.invalidToken();
        }
        if (call.method().equals("POST") && routes.knowsPath(call.path()) && !call.hasContentType("application/json")) {
            return WiseErrors.list(500, "internal.server.error", "Something went wrong, please try again later.", null);
        }
        try {
            return routes.answer(call)
                    .orElseGet(
                            () -> WiseErrors.plain(404, "Not Found", "No message available", world.now(), call.path()));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (NumberFormatException e) {
            return WiseErrors.list(400, "invalid.request", "A number was expected. " + e.getMessage(), null);
        }
    }

    private String at(String platform, String guide, String path) {
        return world.dialect == Dialect.GUIDE ? "/" + guide + path : "/(?:" + platform + "|" + QUARTER + ")" + path;
    }
}
