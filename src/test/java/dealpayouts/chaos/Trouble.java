package dealpayouts.chaos;

import dealpayouts.standin.Disturbance;
import dealpayouts.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** All that goes wrong between the product and Kommo or Wise: faults at random, and the ambushes inside calls. */
final class Trouble implements Disturbance {

    private static final String REFUSAL =
            "{\"errors\":[{\"code\":\"NOT_VALID\",\"message\":\"Try again.\",\"arguments\":[]}]}";
    /** In both dialects, in a batch group or not. */
    private static final Pattern MAKE_TRANSFER = Pattern.compile("(.*/batch-groups/[^/]+|/v[13])/transfers");

    private static final int PERCENT = 100;
    private static final int READS_ARE_RARER = 4;
    private static final List<Supplier<Fault>> FAULTS = List.of(
            Fault::resetBefore,
            Fault::resetBefore,
            Fault::cutAfter,
            Fault::cutAfter,
            Fault::cutAfter,
            () -> Fault.errorAfter(500),
            () -> Fault.errorAfter(408),
            () -> Fault.cutBeforeLateEffect(Duration.ofMillis(1_500)),
            Fault::emptyAfter,
            Fault::garbageAfter,
            Fault::truncatedJsonAfter,
            Fault::htmlAfter,
            () -> Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>"),
            () -> Fault.rateLimited(1),
            () -> Fault.delay(Duration.ofMillis(1_300)));

    private final AtomicReference<Ambush> ambush;
    private final int faultPercent;
    private final Random random;
    private final Tally kills;
    private final Tally faults = new Tally();
    private final Set<String> lostAnswers = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Trouble(AtomicReference<Ambush> ambush, int faultPercent, Random random, Tally kills) {
        this.ambush = ambush;
        this.faultPercent = faultPercent;
        this.random = random;
        this.kills = kills;
    }

    int faults() {
        return faults.total();
    }

    void end() {
        over = true;
    }

    @Override
    public Optional<Fault> of(Arrival call) {
        if (over) {
            return Optional.empty();
        }
        Ambush waiting = ambush.get();
        if (waiting != null
                && waiting.moment().isInCall()
                && waiting.isFor(call.host(), call.path())
                && waiting.springs()) {
            return Optional.of(killInCall(waiting, call));
        }
        if (lostAnswers.remove(call.body()) && random.nextBoolean()) {
            faults.add(place(call));
            return Optional.of(Fault.status(422, "application/json", REFUSAL));
        }
        boolean write = !call.method().equals("GET");
        if (random.nextInt(PERCENT * (write ? 1 : READS_ARE_RARER)) >= faultPercent) {
            return Optional.empty();
        }
        faults.add(place(call));
        return Optional.of(mishap(call));
    }

    private Fault killInCall(Ambush waiting, Arrival call) {
        if (waiting.moment() == Moment.BEFORE_EFFECT) {
            kills.add("before " + place(call));
            waiting.kill();
            return Fault.resetBefore();
        }
        kills.add("after " + place(call));
        remember(call);
        return Fault.cutAfter(waiting::kill);
    }

    private Fault mishap(Arrival call) {
        remember(call);
        return FAULTS.get(random.nextInt(FAULTS.size())).get();
    }

    /** The repetition may be refused, though the first was carried out: the product must not believe it. */
    private void remember(Arrival call) {
        if (MAKE_TRANSFER.matcher(call.path()).matches() && call.method().equals("POST")) {
            lostAnswers.add(call.body());
        }
    }

    /** The call without what differs from deal to deal. */
    static String place(Arrival call) {
        return call.method() + " "
                + call.path().replaceAll("/[0-9a-f]{8}-[0-9a-f-]{27}", "/{id}").replaceAll("/\\d+", "/{id}");
    }
}
