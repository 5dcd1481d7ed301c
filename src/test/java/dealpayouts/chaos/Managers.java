package dealpayouts.chaos;

import dealpayouts.chaos.Deal.Story;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The people who move deals to Pay all day long, and Kommo's deliveries about them, repeated until they are acknowledged. */
final class Managers {

    private static final int OK = 200;
    private static final int PERCENT = 100;
    private static final int LONGEST_PAUSE_MS = 400;
    private static final int LONGEST_CHANGE_OF_MIND_MS = 6_000;

    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final List<Node> nodes;
    private final Random random;
    private final Duration dealEvery;
    private final Post post = new Post();
    private final ExecutorService couriers = Executors.newCachedThreadPool();
    private final Queue<Deal> accepted = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> contactByEmail = new HashMap<>();
    private final Thread thread = new Thread(this::work, "managers");
    private volatile boolean working = true;
    private int number;

    Managers(KommoStandIn kommo, WiseStandIn wise, List<Node> nodes, Random random, Duration dealEvery) {
        this.kommo = kommo;
        this.wise = wise;
        this.nodes = nodes;
        this.random = random;
        this.dealEvery = dealEvery;
    }

    void start() {
        thread.start();
    }

    /** Nothing new; returns when all that was sent is acknowledged. */
    void goHome() {
        working = false;
        couriers.shutdown();
        try {
            thread.join();
            if (!couriers.awaitTermination(5, TimeUnit.MINUTES)) {
                throw new AssertionError("A delivery was not acknowledged for minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Deals whose delivery was answered 200. */
    List<Deal> accepted() {
        return List.copyOf(accepted);
    }

    private void work() {
        while (working) {
            Deal deal = next();
            long seed = random.nextLong();
            couriers.execute(() -> report(deal, new Random(seed)));
            Pause.ms((long) (dealEvery.toMillis() * 2 * random.nextDouble()));
        }
    }

    private Deal next() {
        Story story = draw();
        String currency = story == Story.BY_PRICE ? "USD" : random.nextInt(PERCENT) < 15 ? "GBP" : "EUR";
        String name = "Ada Quist" + letters(++number);
        String amount =
                String.valueOf(20 + number % 300) + (story == Story.BY_PRICE ? "" : "." + (10 + random.nextInt(90)));
        Long recipient = null;
        long contact;
        if (story == Story.BY_EMAIL) {
            contact = byEmail(name, currency);
        } else {
            recipient = wise.addRecipient(currency, name, null);
            contact = kommo.addContact(name, null, recipient);
        }
        if (story == Story.NO_RECIPIENT) {
            wise.deactivateRecipient(recipient);
        }
        String written =
                switch (story) {
                    case BY_PRICE -> null;
                    case CORRECTED, NONSENSE -> "much";
                    default -> amount;
                };
        long id = kommo.addDeal(name, written, currency, contact);
        if (story == Story.BY_PRICE) {
            kommo.setDealField(id, KommoStandIn.FIELD_CURRENCY, null);
            kommo.setDealPrice(id, Long.parseLong(amount));
        }
        return new Deal(id, story, contact, recipient, amount, currency);
    }

    /** Some contractors have several deals, whose payouts may want to make the same recipient at once. */
    private long byEmail(String name, String currency) {
        Long known = contactByEmail.get(currency);
        if (known != null && random.nextInt(PERCENT) < 30) {
            return known;
        }
        long contact = kommo.addContact(name, "contractor" + number + "@quist.example", null);
        contactByEmail.put(currency, contact);
        return contact;
    }

    /** Wise takes no digits in a name. */
    private static String letters(int number) {
        return String.valueOf(number)
                .chars()
                .mapToObj(digit -> String.valueOf((char) (digit - '0' + 'a')))
                .collect(Collectors.joining());
    }

    private Story draw() {
        int dice = random.nextInt(PERCENT);
        return dice < 58
                ? Story.BY_RECIPIENT
                : dice < 78
                        ? Story.BY_EMAIL
                        : dice < 83
                                ? Story.BY_PRICE
                                : dice < 89
                                        ? Story.CORRECTED
                                        : dice < 92 ? Story.NONSENSE : dice < 95 ? Story.NO_RECIPIENT : Story.LEAVES;
    }

    private void report(Deal deal, Random dice) {
        kommo.moveDeal(deal.id(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        deliver(kommo.statusDelivery(deal.id()), dice);
        accepted.add(deal);
        for (int again = dice.nextInt(8); again > 5; again--) {
            deliver(kommo.statusDelivery(deal.id()), dice);
        }
        if (deal.story() == Story.CORRECTED) {
            Pause.ms(dice.nextInt(LONGEST_CHANGE_OF_MIND_MS));
            kommo.setDealField(deal.id(), KommoStandIn.FIELD_AMOUNT, deal.amount());
            deliver(kommo.delivery("update", deal.id()), dice);
        } else if (deal.story() == Story.LEAVES) {
            Pause.ms(dice.nextInt(LONGEST_CHANGE_OF_MIND_MS));
            kommo.moveDeal(deal.id(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
            deliver(kommo.statusDelivery(deal.id()), dice);
        }
    }

    private void deliver(String form, Random dice) {
        while (post.send(nodes.get(dice.nextInt(nodes.size())).webhook(), form) != OK) {
            Pause.ms(dice.nextInt(LONGEST_PAUSE_MS));
        }
    }
}
