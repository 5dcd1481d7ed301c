package dealpayouts.chaos;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One day of paying, with stand-ins and a ledger of its own: deals are moved to Pay all the time while processes are
 * killed, calls fail, the database goes away and nodes stand still. Then all trouble ends, and what the product has
 * accepted must come out right.
 */
final class Day {

    private static final Duration AMBUSH = Duration.ofSeconds(4);
    private static final int MOST_PASSED_CALLS = 25;
    private static final int MOST_PASSED_BATCH_CALLS = 6;
    private static final Predicate<String> ABOUT_BATCHES =
            Pattern.compile("/batch-(groups|payments)|/v3/transfers$").asPredicate();
    private static final int LONGEST_START_MS = 1_500;
    private static final int LONGEST_OUTAGE_MS = 2_500;
    /** Longer than the thirty seconds after which db-scheduler gives a silent node's work to others. */
    private static final long STALL_MS = 42_000;

    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final int PERCENT = 100;
    private static final int MOST_EVIDENCE = 3;

    private final ChaosSettings settings;
    private final long seed;
    private final int wantedKills;
    private final Random random;
    private final Places places;
    private final SteppedRoutes routes;
    private final AtomicReference<Ambush> ambush = new AtomicReference<>();
    private final Tally kills = new Tally();
    private final Town town;
    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final List<Node> nodes;
    private final Trouble trouble;
    private final Managers managers;
    private final Banks banks;
    private final Accountant accountant;
    private final ExecutorService storms = Executors.newCachedThreadPool();
    private volatile Instant lastNews = Instant.now();
    private int outages;
    private int stalls;

    Day(ChaosSettings settings, int number, FastJar jar, SteppedRoutes routes, Places places) {
        this.settings = settings;
        this.seed = settings.seed() + number;
        this.wantedKills = settings.kills() / settings.days();
        this.random = new Random(seed);
        this.places = places;
        this.routes = routes;
        LedgerAddress ledger =
                settings.postgresql() ? LedgerAddress.freshPostgresql().durable() : LedgerAddress.freshSqlite();
        this.town = new Town(
                "day-" + seed,
                settings.dialect(),
                settings.batches(),
                ledger,
                settings.nodes(),
                jar,
                routes,
                this::reached);
        this.kommo = town.kommo();
        this.wise = town.wise();
        this.nodes = town.nodes();
        this.trouble = new Trouble(ambush, settings.faultPercent(), new Random(seed + 1), places.inCalls());
        this.managers = new Managers(kommo, wise, nodes, new Random(seed + 2), settings.dealEvery());
        this.banks = new Banks(wise, new Random(seed + 3));
        this.accountant = new Accountant(kommo, wise);
    }

    /** Plays the day and judges it. */
    DayReport play() {
        Instant began = Instant.now();
        try {
            kommo.onEvent(news -> lastNews = Instant.now());
            wise.onEvent(news -> lastNews = Instant.now());
            kommo.disturb(trouble);
            wise.disturb(trouble);
            town.start();
            managers.start();
            banks.start();
            if (settings.batches()) {
                accountant.start();
            }
            while (kills.total() < wantedKills) {
                killOnce();
            }
            endAllTrouble();
            Verdict verdict = verdictAtLast();
            return new DayReport(
                    seed,
                    settings,
                    kills.counts(),
                    trouble.faults(),
                    outages,
                    stalls,
                    verdict,
                    Duration.between(began, Instant.now()),
                    evidence(verdict));
        } finally {
            close();
        }
    }

    private void killOnce() {
        storm();
        nodes.forEach(Node::supervise);
        List<Node> standing = nodes.stream().filter(node -> !node.isStalled()).toList();
        Node victim = standing.get(random.nextInt(standing.size()));
        Moment moment = Moment.draw(random);
        if (moment == Moment.STARTING && !victim.isReady()) {
            Pause.ms(random.nextInt(LONGEST_START_MS));
        } else {
            victim.awaitReady();
            if (moment.isInCall() || moment == Moment.AT_STEP) {
                if (lieInWait(victim, moment)) {
                    return;
                }
            } else {
                Pause.ms((long) (random.nextDouble() * settings.longestLife().toMillis()));
            }
            moment = Moment.RUNNING;
        }
        victim.kill();
        kills.add(moment.toString());
    }

    private boolean lieInWait(Node victim, Moment moment) {
        Ambush waiting = moment.isInCall() ? inCall(victim, moment) : atStep(victim, moment);
        ambush.set(waiting);
        boolean killed = waiting.succeedsWithin(AMBUSH);
        ambush.set(null);
        if (killed) {
            kills.add(moment.toString());
        } else if (moment == Moment.AT_STEP) {
            places.nobodyCame();
        }
        return killed;
    }

    /** In batch mode every other one lies in wait at calls about batches only, which are rare. */
    private Ambush inCall(Node victim, Moment moment) {
        return settings.batches() && random.nextBoolean()
                ? new Ambush(victim, moment, ABOUT_BATCHES, random.nextInt(MOST_PASSED_BATCH_CALLS))
                : new Ambush(victim, moment, place -> true, random.nextInt(MOST_PASSED_CALLS));
    }

    /** In batch mode at steps of batches only; the other steps are those of the other days. */
    private Ambush atStep(Node victim, Moment moment) {
        return new Ambush(
                victim, moment, place -> places.isWanted(place) && (!settings.batches() || routes.isOfBatch(place)), 0);
    }

    private void reached(String node, String place) {
        places.reached(place);
        Ambush waiting = ambush.get();
        if (waiting != null && waiting.moment() == Moment.AT_STEP && waiting.isFor(node, place) && waiting.springs()) {
            places.killedAt(place);
            waiting.kill();
        }
    }

    /** From time to time the database is gone, or a node stands still while the others go on. */
    private void storm() {
        if (random.nextInt(PERCENT) < settings.outagePercent()) {
            outages++;
            long length = random.nextInt(LONGEST_OUTAGE_MS);
            boolean crash = settings.postgresql() && random.nextBoolean();
            storms.execute(() -> withoutDatabase(crash, length));
        }
        if (settings.stalls() > stalls
                && kills.total() > stalls * wantedKills / settings.stalls()
                && nodes.stream().noneMatch(Node::isStalled)) {
            stalls++;
            Node victim = nodes.get(random.nextInt(nodes.size()));
            victim.awaitReady();
            victim.stall();
            storms.execute(() -> {
                Pause.ms(STALL_MS);
                victim.resume();
            });
        }
    }

    private void withoutDatabase(boolean crash, long forMs) {
        try {
            if (crash) {
                LedgerAddress.crashServer();
                return;
            }
            try (LedgerAddress.Outage outage = town.ledger().breakDown()) {
                Pause.ms(forMs);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endAllTrouble() {
        trouble.end();
        storms.shutdown();
        try {
            if (!storms.awaitTermination(2 * STALL_MS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("A storm does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        nodes.forEach(Node::awaitReady);
        managers.goHome();
        banks.close();
    }

    /** Waits for the first good verdict, and then for a while in which nothing may spoil it. */
    private Verdict verdictAtLast() {
        Instant patience = Instant.now().plus(settings.patience());
        Verdict verdict = verdict();
        while (!verdict.problems().isEmpty() && Instant.now().isBefore(patience)) {
            Pause.ms(QUIET.toMillis() / 4);
            verdict = verdict();
        }
        while (lastNews.plus(QUIET).isAfter(Instant.now()) && Instant.now().isBefore(patience)) {
            Pause.ms(QUIET.toMillis() / 4);
        }
        return verdict();
    }

    private Verdict verdict() {
        return Judge.judge(kommo, wise, settings.batches(), managers.accepted(), banks.paidIn());
    }

    private Map<Problem, List<String>> evidence(Verdict verdict) {
        Evidence evidence = new Evidence(town);
        Map<Problem, List<String>> known = new LinkedHashMap<>();
        for (Problem.Kind kind : Problem.Kind.values()) {
            verdict.problems().stream()
                    .filter(problem -> problem.kind() == kind)
                    .limit(MOST_EVIDENCE)
                    .forEach(problem -> known.put(problem, evidence.about(problem.deal())));
        }
        return known;
    }

    private void close() {
        trouble.end();
        storms.shutdownNow();
        accountant.close();
        town.close();
    }
}
