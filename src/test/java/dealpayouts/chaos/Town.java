package dealpayouts.chaos;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.e2e.Product;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Kommo, Wise and a ledger that survive every kill, and the nodes of the product between them. */
final class Town implements AutoCloseable {

    /** Names by which the nodes know the stand-ins, so that these know who calls. */
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

    private static final long WISE_RETRIES_FASTER = 120;

    /** Batches small and soon enough for many in a day: closed by size, by quiet, and by the cut-off. */
    private static final Map<String, String> BATCHES = Map.of(
            "payout.funding", "batch",
            "batch.size", "6",
            "batch.quiet-ms", "1500",
            "batch.cut-off-cron", "0/5 * * * * ?",
            "batch.gather-ms", "300",
            "batch.member-wait-ms", "8000");

    private final Dialect dialect;
    private final boolean batches;
    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final LedgerAddress ledger;
    private final Checkpoints checkpoints;
    private final List<Node> nodes = new ArrayList<>();

    /** Where payouts are paid one by one. */
    Town(
            String name,
            LedgerAddress ledger,
            int size,
            FastJar jar,
            SteppedRoutes routes,
            Checkpoints.Listener listener) {
        this(name, Dialect.PLATFORM, false, ledger, size, jar, routes, listener);
    }

    /**
     * @param name for the nodes' logs in {@code target/chaos}
     * @param batches whether payouts are paid with others
     * @param listener hears of each step of the routes
     */
    Town(
            String name,
            Dialect dialect,
            boolean batches,
            LedgerAddress ledger,
            int size,
            FastJar jar,
            SteppedRoutes routes,
            Checkpoints.Listener listener) {
        this.dialect = dialect;
        this.batches = batches;
        this.kommo = KommoStandIn.start(dialect);
        this.wise = WiseStandIn.start(dialect);
        this.ledger = ledger;
        this.checkpoints = new Checkpoints(listener);
        wise.webhooks().retryDeliveries(WISE_RETRIES_FASTER);
        for (String host : HOSTS.subList(0, size)) {
            Path log = Path.of("target", "chaos", name + "-" + host + ".log").toAbsolutePath();
            nodes.add(new Node(host, routes.path(), settings(host), jar.options(), log));
        }
    }

    /** As patient as the real product, but quicker, and watching its transfers closely. */
    private Map<String, String> settings(String host) {
        Map<String, String> all = new HashMap<>(Product.settings(
                dialect, kommo.url().replace("localhost", host), wise.url().replace("localhost", host), ledger));
        all.put("chaos.checkpoints", checkpoints.address(host));
        all.put("routes.allowed-classes", Checkpoint.class.getName());
        all.put("wise.webhook-public-keys", wise.webhooks().publicKeyPem());
        all.put("kommo.paid-stage-id", String.valueOf(KommoStandIn.STAGE_PAID));
        all.put("kommo.attention-stage-id", String.valueOf(KommoStandIn.STAGE_ATTENTION));
        all.put("payout.amount-fallback", "price");
        all.put("payout.parked-look-ms", "5000");
        all.put("feedback.attempts", "1000000");
        all.put("watch.every-ms", "2000");
        all.put("watch.first-ms", "10000");
        all.put("watch.balances-ms", "2000");
        all.put("remote.response-timeout-ms", "1000");
        all.put("remote.settle-ms", "4000");
        if (batches) {
            all.putAll(BATCHES);
        }
        return all;
    }

    KommoStandIn kommo() {
        return kommo;
    }

    WiseStandIn wise() {
        return wise;
    }

    LedgerAddress ledger() {
        return ledger;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The node of that name, which is also its name for the stand-ins. */
    Node node(String host) {
        return nodes.stream()
                .filter(node -> node.name().equals(host))
                .findFirst()
                .orElseThrow();
    }

    void start() {
        nodes.forEach(Node::start);
    }

    @Override
    public void close() {
        nodes.stream().filter(Node::isStalled).forEach(Node::resume);
        nodes.forEach(Node::close);
        checkpoints.close();
        kommo.close();
        wise.close();
    }
}
