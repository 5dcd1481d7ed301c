package dealpayouts.bench;

import dealpayouts.standin.BareFront;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Kommo and Wise in a process of their own, so that what they cost is not the product's. It is told what to do line by
 * line and answers with one line, or with as many as there are deals.
 */
final class RemotesProcess {

    private static final Pattern FUNDED = Pattern.compile("transfer (\\d+) incoming_payment_waiting -> processing");
    private static final Pattern CREATED = Pattern.compile("transfer \\d+ created: .*");
    private static final String MUCH = "1000000000.00";

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final BareFront kommoFront = BareFront.of(kommo);
    private final BareFront wiseFront = BareFront.of(wise);
    private final PrintStream out = System.out;
    /** Ids of transfers, in the order in which they were funded. */
    private final List<Long> funded = Collections.synchronizedList(new ArrayList<>());

    private final List<Long> contacts = new ArrayList<>();
    private final AtomicInteger transfers = new AtomicInteger();
    private final AtomicInteger notes = new AtomicInteger();

    private RemotesProcess() {}

    public static void main(String[] args) throws IOException {
        new RemotesProcess().obey();
    }

    private void obey() throws IOException {
        wise.setBalance("USD", MUCH);
        wise.onEvent(this::noteTransfer);
        kommo.onEvent(what -> notes.addAndGet(what.startsWith("note on deal") ? 1 : 0));
        out.println(kommoFront.url() + " " + wiseFront.url());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "deals" -> deals(Integer.parseInt(words[1]));
                case "again" -> dealsAgain(Integer.parseInt(words[1]));
                case "others" -> others(Integer.parseInt(words[1]));
                case "latency" -> latency(Duration.ofMillis(Long.parseLong(words[1])));
                case "limits" -> limits();
                case "figures" ->
                    out.println(transfers + " " + funded.size() + " " + kommoFront.calls() + " " + wiseFront.calls()
                            + " " + (kommoFront.refused() + wiseFront.refused()) + " " + notes);
                case "order" -> order();
                default -> throw new IllegalArgumentException(order);
            }
        }
        System.exit(0);
    }

    /** Deals in the Pay stage, each with a contractor of its own; prints the delivery of each. */
    private void deals(int count) {
        for (int i = 0; i < count; i++) {
            contacts.add(kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null)));
            deal(KommoStandIn.STAGE_PAY, "20.50", contacts.get(contacts.size() - 1));
        }
    }

    private void dealsAgain(int count) {
        contacts.subList(0, count).forEach(contact -> deal(KommoStandIn.STAGE_PAY, "30.50", contact));
    }

    private void others(int count) {
        long contact = kommo.addContact("Bo Quist", null, null);
        for (int i = 0; i < count; i++) {
            deal(KommoStandIn.STAGE_NEW, "40.50", contact);
        }
    }

    private void deal(long stage, String amount, long contact) {
        out.println(kommo.statusDelivery(
                kommo.addDealInStage(KommoStandIn.PIPELINE, stage, "Landing page", amount, "EUR", contact)));
    }

    private void limits() {
        kommo.limitRequests(true);
        wise.limitRequests(true);
        out.println("done");
    }

    /** Counted as it happens: to count what is there would take longer the more there is. */
    private void noteTransfer(String what) {
        transfers.addAndGet(CREATED.matcher(what).matches() ? 1 : 0);
        Matcher matcher = FUNDED.matcher(what);
        if (matcher.matches()) {
            funded.add(Long.valueOf(matcher.group(1)));
        }
    }

    /** The references of the transfers in the order in which they were funded. */
    private void order() {
        Map<Long, String> references =
                wise.transfers().stream().collect(Collectors.toMap(Transfer::id, Transfer::reference));
        out.println(funded.stream().map(references::get).collect(Collectors.joining(" ")));
    }

    private void latency(Duration perCall) {
        kommoFront.latency(perCall);
        wiseFront.latency(perCall);
        out.println("done");
    }
}
