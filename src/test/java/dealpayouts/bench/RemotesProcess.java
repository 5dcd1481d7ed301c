package dealpayouts.bench;

import dealpayouts.standin.BareFront;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Kommo and Wise in a process of their own, so that what they cost is not the product's. It is told what to do line by
 * line and answers with one line, or with as many as there are deals.
 */
final class RemotesProcess {

    private static final String MUCH = "1000000000.00";

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final BareFront kommoFront = BareFront.of(kommo);
    private final BareFront wiseFront = BareFront.of(wise);
    private final PrintStream out = System.out;

    private RemotesProcess() {}

    public static void main(String[] args) throws IOException {
        new RemotesProcess().obey();
    }

    private void obey() throws IOException {
        wise.setBalance("USD", MUCH);
        out.println(kommoFront.url() + " " + wiseFront.url());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "deals" -> deals(Integer.parseInt(words[1]));
                case "latency" -> latency(Duration.ofMillis(Long.parseLong(words[1])));
                case "figures" ->
                    out.println(wise.transfers().size() + " " + wise.fundings() + " " + kommoFront.calls() + " "
                            + wiseFront.calls());
                default -> throw new IllegalArgumentException(order);
            }
        }
        System.exit(0);
    }

    /** Deals in the Pay stage, each with a contractor of its own; prints the delivery of each. */
    private void deals(int count) {
        for (int i = 0; i < count; i++) {
            long contact = kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null));
            long deal = kommo.addDealInStage(
                    KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "20.50", "EUR", contact);
            out.println(kommo.statusDelivery(deal));
        }
    }

    private void latency(Duration perCall) {
        kommoFront.latency(perCall);
        wiseFront.latency(perCall);
        out.println("done");
    }
}
