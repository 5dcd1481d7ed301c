package dealpayouts.demo;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Shows the packaged product at work: the real jar as a process of its own, between stand-ins for Kommo and Wise. Prints
 * what a manager reads on each deal and what the Wise balance does, then stays up to be played with.
 */
public final class Demo {

    private static final String SECRET = "demo-secret-0123456789";
    private static final Path FOLDER = Path.of("target", "demo");
    private static final Path LOG = FOLDER.resolve("product.log");
    private static final Path SETTINGS = FOLDER.resolve("settings.env");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REPEATS = 4;

    private final PrintStream out = System.out;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final int managementPort;
    private final String webhook;
    private final KommoStandIn kommo;
    private final WiseStandIn wise;

    private Demo() throws IOException {
        Ports ports = new Ports();
        port = ports.free(8080);
        managementPort = ports.free(8081);
        kommo = KommoStandIn.start(Dialect.PLATFORM, ports.free(9091));
        wise = WiseStandIn.start(Dialect.PLATFORM, ports.free(9092));
        webhook = "http://localhost:" + port + "/webhooks/kommo/" + SECRET;
    }

    public static void main(String[] args) throws Exception {
        new Demo().run();
    }

    private void run() throws Exception {
        wise.setBalance("USD", "4000.00");
        long ada = kommo.addContact("Ada Quist", "ada@quist.example", wise.addRecipient("EUR", "Ada Quist", null));
        long ben = kommo.addContact("Ben Stone", "ben@stone.example", null);
        long good = kommo.addDeal("Landing page", "850.50", "EUR", ada);
        long withoutAmount = kommo.addDeal("Logo", null, "EUR", ada);
        long overBalance = kommo.addDeal("Shop relaunch", "9000", "EUR", ada);
        long spare = kommo.addDeal("Newsletter", "120", "GBP", ben);

        heading("The jar starts on port " + port + ", between Kommo on " + kommo.url() + " and Wise on " + wise.url());
        Process product = startProduct();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(product)));
        awaitOrFail("the product to be ready (see " + LOG + ")", () -> isReady(product));
        kommo.subscribe(webhook);
        kommo.onEvent(event -> say("Kommo", event));
        wise.onEvent(event -> say("Wise ", event));

        heading("A manager moves a good deal to Pay");
        pay(good);
        awaitNotes(good);

        heading("A deal without an amount");
        pay(withoutAmount);
        awaitNotes(withoutAmount);

        heading("A deal that the balance cannot bear");
        pay(overBalance);
        awaitNotes(overBalance);

        heading("Kommo repeats the first delivery " + REPEATS + " times");
        for (int i = 0; i < REPEATS; i++) {
            say("Kommo", "delivery of deal " + good + " repeated, answer " + repeat(good));
        }
        say(
                "Wise ",
                "transfers so far: " + wise.transfers().size() + ", funded: " + wise.fundings() + ", balance: "
                        + wise.balance("USD") + " USD");

        heading("What now stands on each deal");
        for (long deal : new long[] {good, withoutAmount, overBalance}) {
            kommo.notes(deal).forEach(note -> out.println("  deal " + deal + ": " + note));
        }
        invite(spare, overBalance);
        new CountDownLatch(1).await();
    }

    private void pay(long deal) {
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
    }

    private int repeat(long deal) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(webhook))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(kommo.statusDelivery(deal)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private void invite(long spare, long overBalance) {
        heading("What to look at");
        out.printf(
                """
                  routes/payout.camel.yaml     the flow that has just run; change a route while it runs, and save
                  routes/notes.camel.yaml      the sentences that you have just read
                  %s     the product's log
                  http://localhost:%d/observe/health?data=true
                  and what operators type, in another terminal, in this folder:
                    set -a; . %s; set +a
                    bin/deal-payouts status
                    bin/deal-payouts payouts show %d
                """,
                LOG, managementPort, SETTINGS, overBalance);
        heading("Your turn (Ctrl-C ends everything)");
        out.printf(
                """
                  Move another deal to Pay, whose contractor Wise does not know yet:
                    curl -X PATCH %s/api/v4/leads/%d -H 'Authorization: Bearer %s' \\
                      -H 'Content-Type: application/json' -d '{"pipeline_id":%d,"status_id":%d}'
                  Give deal %d an amount that the balance can bear; it is paid within seconds:
                    curl -X PATCH %s/api/v4/leads/%d -H 'Authorization: Bearer %s' \\
                      -H 'Content-Type: application/json' \\
                      -d '{"custom_fields_values":[{"field_id":%d,"values":[{"value":"900"}]}]}'
                """,
                kommo.url(),
                spare,
                KommoStandIn.TOKEN,
                KommoStandIn.PIPELINE,
                KommoStandIn.STAGE_PAY,
                overBalance,
                kommo.url(),
                overBalance,
                KommoStandIn.TOKEN,
                KommoStandIn.FIELD_AMOUNT);
        out.flush();
    }

    private Process startProduct() throws IOException {
        Files.createDirectories(FOLDER);
        Path ledger = FOLDER.resolve("ledger.db");
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(ledger + suffix));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "deal-payouts.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(KOMMO|WISE|CF|PAYOUT|LEDGER)_.*|PUBLIC_URL"));
        Map<String, String> settings = settings(ledger);
        Files.write(
                SETTINGS, settings.entrySet().stream().map(Map.Entry::toString).toList());
        builder.environment().putAll(settings);
        return builder.start();
    }

    private Map<String, String> settings(Path ledger) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("KOMMO_SUBDOMAIN", KommoStandIn.SUBDOMAIN),
                Map.entry("KOMMO_BASE_URL", kommo.url()),
                Map.entry("KOMMO_ACCESS_TOKEN", KommoStandIn.TOKEN),
                Map.entry("KOMMO_PAYOUT_PIPELINE_ID", String.valueOf(KommoStandIn.PIPELINE)),
                Map.entry("KOMMO_PAYOUT_STAGE_ID", String.valueOf(KommoStandIn.STAGE_PAY)),
                Map.entry("KOMMO_WEBHOOK_SECRET", SECRET),
                Map.entry("CF_WISE_ACCOUNT_ID", String.valueOf(KommoStandIn.FIELD_RECIPIENT)),
                Map.entry("CF_PAYOUT_AMOUNT", String.valueOf(KommoStandIn.FIELD_AMOUNT)),
                Map.entry("CF_PAYOUT_CURRENCY", String.valueOf(KommoStandIn.FIELD_CURRENCY)),
                Map.entry("CF_WISE_TRANSFER", String.valueOf(KommoStandIn.FIELD_TRANSFER)),
                Map.entry("CF_WISE_STATUS", String.valueOf(KommoStandIn.FIELD_STATUS)),
                Map.entry("WISE_BASE_URL", wise.url()),
                Map.entry("WISE_API_KEY", WiseStandIn.TOKEN),
                Map.entry("PAYOUT_PARKED_LOOK_MS", "5000"),
                Map.entry("HTTP_PORT", String.valueOf(port)),
                Map.entry("MANAGEMENT_PORT", String.valueOf(managementPort)),
                Map.entry("LEDGER_URL", "jdbc:sqlite:" + ledger)));
    }

    private boolean isReady(Process product) {
        if (!product.isAlive()) {
            throw new IllegalStateException("The product did not start; " + LOG + " says why.");
        }
        try {
            URI health = URI.create("http://localhost:" + managementPort + "/observe/health/ready");
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitNotes(long deal) throws InterruptedException {
        awaitOrFail("a note on deal " + deal, () -> !kommo.notes(deal).isEmpty());
    }

    private static void awaitOrFail(String what, BooleanSupplier happened) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text);
    }

    private void say(String who, String sentence) {
        out.println("  " + who + "  " + sentence);
    }

    private void end(Process product) {
        product.destroy();
        try {
            product.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kommo.close();
        wise.close();
    }
}
