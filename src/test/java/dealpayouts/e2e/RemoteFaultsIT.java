package dealpayouts.e2e;

import static dealpayouts.e2e.RemoteFaultsIT.At.KOMMO;
import static dealpayouts.e2e.RemoteFaultsIT.At.WISE;
import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each remote call of a payout meets each fault once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteFaultsIT {

    private static final int STAGES = 4;
    private static final Duration LONGER_THAN_ANYBODY_WAITS = Duration.ofMillis(700);
    private static final String REFUSAL =
            "{\"errors\":[{\"code\":\"NOT_VALID\",\"message\":\"Try again.\",\"arguments\":[]}]}";

    enum At {
        KOMMO,
        WISE
    }

    /** The calls of a payout, and what has to go wrong before so that they are made. */
    enum RemoteCall {
        READ_DEAL(KOMMO, "GET", "/api/v4/leads/\\d+"),
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
        READ_NOTES(KOMMO, "GET", "/api/v4/leads/\\d+/notes");

        private final At at;
        private final String method;
        private final String path;

        RemoteCall(At at, String method, String path) {
            this.at = at;
            this.method = method;
            this.path = path;
        }

        boolean isForRecipientByEmail() {
            return List.of(READ_ACCOUNT_REQUIREMENTS, LIST_RECIPIENTS, MAKE_RECIPIENT, WRITE_CONTACT_FIELD)
                    .contains(this);
        }
    }

    enum Mishap {
        RESET_BEFORE(Fault::resetBefore),
        CUT_AFTER(Fault::cutAfter),
        ERROR_AFTER(() -> Fault.errorAfter(500)),
        EMPTY_AFTER(Fault::emptyAfter),
        GARBAGE_AFTER(Fault::garbageAfter),
        TRUNCATED_JSON_AFTER(Fault::truncatedJsonAfter),
        HTML_AFTER(Fault::htmlAfter),
        UNAVAILABLE(() -> Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>")),
        RATE_LIMITED(() -> Fault.rateLimited(1)),
        LATE(() -> Fault.delay(LONGER_THAN_ANYBODY_WAITS));

        private final Supplier<Fault> fault;

        Mishap(Supplier<Fault> fault) {
            this.fault = fault;
        }
    }

    /** What the stand-ins saw of one deal. */
    record Seen(
            int transfers,
            boolean funded,
            BigDecimal balance,
            int recipients,
            List<String> notes,
            String transferField,
            String statusField) {}

    record Case(RemoteCall call, Mishap mishap) {}

    record Played(int calls, Seen seen, Seen promised) {}

    private final ExecutorService players = Executors.newFixedThreadPool(STAGES);
    private final BlockingQueue<Stage> free = new LinkedBlockingQueue<>();
    private final Map<Case, Future<Played>> plays = new HashMap<>();

    /** Each case waits more than it works, so some are played at once, each on a stage of its own. */
    @BeforeAll
    void playAll() {
        Stream.generate(Stage::new).limit(STAGES).forEach(free::add);
        cases().forEach(play -> plays.put(play, players.submit(() -> {
            Stage stage = free.take();
            try {
                return stage.play(play.call, play.mishap);
            } finally {
                free.add(stage);
            }
        })));
    }

    @AfterAll
    void closeAll() {
        players.shutdownNow();
        free.forEach(stage -> stage.product.close());
    }

    static Stream<Case> cases() {
        return Arrays.stream(RemoteCall.values())
                .flatMap(call -> Arrays.stream(Mishap.values()).map(mishap -> new Case(call, mishap)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDealIsPaidOnceAndSaysSoOnce(Case play) throws Exception {
        Played played = plays.get(play).get();

        assertThat(played.calls()).isPositive();
        assertThat(played.seen()).isEqualTo(played.promised());
    }

    private static final class Stage extends WithProduct {

        Stage() {
            start(
                    World.PLATFORM_ON_SQLITE,
                    Map.of("remote.response-timeout-ms", "300", "wise.profile-cache-seconds", "0"));
        }

        Played play(RemoteCall call, Mishap mishap) {
            wise().setBalance("USD", BALANCE.toPlainString());
            wise().forgetCalls();
            kommo().forgetCalls();
            provoke(call);
            fault(call, mishap.fault.get());
            int recipients = wise().recipients() + 1;
            long deal = call.isForRecipientByEmail() ? payByEmail() : pay();
            untilPaid(deal);
            Seen promised = new Seen(
                    1,
                    true,
                    BALANCE.subtract(DEBIT),
                    recipients,
                    List.of(paidNote(deal)),
                    String.valueOf(transferOf(deal).id()),
                    "funded");
            return new Played(callsTo(call).size(), seen(deal), promised);
        }

        /** A payout that asked Wise for proof may know more than that it is funded. */
        private static String moneyHasLeft(String status) {
            return "processing".equals(status) ? "funded" : status;
        }

        private void provoke(RemoteCall call) {
            switch (call) {
                case LIST_TRANSFERS -> {
                    fault(RemoteCall.MAKE_TRANSFER, Fault.cutAfter());
                    fault(RemoteCall.MAKE_TRANSFER, Fault.status(422, "application/json", REFUSAL));
                }
                case READ_TRANSFER, READ_PAYMENTS -> fault(RemoteCall.FUND_TRANSFER, Fault.cutAfter());
                case READ_NOTES -> fault(RemoteCall.WRITE_NOTE, Fault.cutAfter());
                default -> {}
            }
        }

        private void fault(RemoteCall call, Fault fault) {
            if (call.at == KOMMO) {
                kommo().fault(call.method, call.path, fault, 1);
            } else {
                wise().fault(call.method, call.path, fault, 1);
            }
        }

        private List<RecordedCall> callsTo(RemoteCall call) {
            return matching(call.at == KOMMO ? kommo().calls() : wise().calls(), call.method, call.path);
        }

        private long payByEmail() {
            String email = "ada" + wise().recipients() + "@quist.example";
            return product.payDeal(AMOUNT, "EUR", kommo().addContact("Ada Quist", email, null));
        }

        private Seen seen(long deal) {
            return new Seen(
                    transfersOf(deal).size(),
                    transferOf(deal).funded(),
                    wise().balance("USD"),
                    wise().recipients(),
                    notes(deal),
                    kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER),
                    moneyHasLeft(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)));
        }
    }
}
