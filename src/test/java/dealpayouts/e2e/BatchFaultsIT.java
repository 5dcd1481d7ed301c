package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.Fault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call about a batch meets each fault, and nobody knows what became of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchFaultsIT extends WithBatches {

    enum BatchCall {
        MAKE_GROUP("POST", GROUPS, true),
        MAKE_TRANSFER("POST", GROUP + "/transfers|/v3/transfers", false),
        READ_GROUP("GET", GROUP, true),
        CHANGE_GROUP("PATCH", GROUP, true),
        READ_BALANCES("GET", "/v4/profiles/\\d+/balances", false),
        FUND("POST", FUNDING, false);

        private final String method;
        private final String path;
        private final boolean onlyWithGroups;

        BatchCall(String method, String path, boolean onlyWithGroups) {
            this.method = method;
            this.path = path;
            this.onlyWithGroups = onlyWithGroups;
        }
    }

    enum Mishap {
        RESET_BEFORE(Fault::resetBefore),
        CUT_AFTER(Fault::cutAfter),
        ERROR_AFTER(() -> Fault.errorAfter(500)),
        TIMED_OUT_AFTER(() -> Fault.errorAfter(408)),
        EMPTY_AFTER(Fault::emptyAfter),
        GARBAGE_AFTER(Fault::garbageAfter),
        TRUNCATED_JSON_AFTER(Fault::truncatedJsonAfter),
        HTML_AFTER(Fault::htmlAfter),
        UNAVAILABLE(() -> Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>"));

        private final Supplier<Fault> fault;

        Mishap(Supplier<Fault> fault) {
            this.fault = fault;
        }
    }

    record Case(World world, BatchCall call, Mishap mishap) {}

    private final Map<World, Product> products = new HashMap<>();

    static Stream<Case> cases() {
        return Stream.of(World.PLATFORM_ON_SQLITE, World.GUIDE_ON_SQLITE)
                .flatMap(world -> Arrays.stream(BatchCall.values())
                        .filter(call -> world.dialect() == Dialect.PLATFORM || !call.onlyWithGroups)
                        .flatMap(call -> Arrays.stream(Mishap.values()).map(mishap -> new Case(world, call, mishap))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMemberIsPaidOnceAndSaysSoOnce(Case play) {
        use(play.world());
        wise().setBalance("USD", MUCH.toPlainString());
        wise().forgetCalls();
        int groups = wise().batches().all().size();
        List<Long> deals = collect(2);
        wise().fault(play.call().method, play.call().path, play.mishap().fault.get(), 1);

        cutOff();

        assertPaidOnce(deals);
        patiently().untilAsserted(() -> assertThat(batchStates()).containsOnly("DONE"));
        assertThat(matching(wise().calls(), play.call().method, play.call().path))
                .isNotEmpty();
        assertThat(wise().batches().all().stream().skip(groups).filter(group -> group.paid()))
                .hasSize(isPlatform() ? 1 : 0);
    }

    private void use(World world) {
        this.world = world;
        product = products.get(world);
        if (product == null) {
            startBatches(world, Map.of("remote.response-timeout-ms", "1000"));
            products.put(world, product);
        }
    }

    @AfterEach
    @Override
    void stopProduct() {
        product = null;
    }

    @AfterAll
    void closeAll() {
        products.values().forEach(Product::close);
    }
}
