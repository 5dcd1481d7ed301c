package dealpayouts.remote;

import dealpayouts.ledger.Outage;
import dealpayouts.ledger.OutageTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate through which all calls to a remote go. It paces them, and learns from each answer whether others may
 * follow:
 *
 * <pre>
 * 429                               nobody calls until the time that the remote names, else for 1 s, 2 s, 4 s …
 * 401; Kommo's 402                  nobody calls but one for a try, from time to time
 * Kommo's 403 that is no problem    the same, after a long pause
 * 5xx, 408, no answer               after many of them nobody calls from this node but one for a try
 * anything else                     is about that one call
 * </pre>
 *
 * The first three hold for all nodes on the ledger. Whoever is not let through gets a {@link RemoteUnavailableException}.
 */
final class RemoteGate {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteGate.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 12;

    private final Remote remote;
    private final GateSettings settings;
    private final RateLimit limit;
    private final SharedClosing closing;
    private final Breaker breaker;
    private final Clock clock;
    private final Supplier<RandomGenerator> random;
    private int untimedPauses;
    private Instant pausedAt = Instant.MIN;

    RemoteGate(
            Remote remote,
            GateSettings settings,
            RateLimit limit,
            OutageTable closings,
            Clock clock,
            Supplier<RandomGenerator> random) {
        this.remote = remote;
        this.settings = settings;
        this.limit = limit;
        this.closing = new SharedClosing(remote.key(), closings, clock);
        this.breaker = new Breaker(remote, settings, clock);
        this.clock = clock;
        this.random = random;
    }

    Remote remote() {
        return remote;
    }

    /** @throws RemoteUnavailableException when a call would not be let through now */
    void requireOpen() {
        closing.current().ifPresent(this::refuse);
        breaker.refusal().ifPresent(this::refuseUnreachable);
    }

    /**
     * Waits for the caller's turn. Exactly one method of what it returns must be called afterwards.
     *
     * @throws RemoteUnavailableException when the call must not be made now
     */
    Pass enter() throws InterruptedException {
        Optional<Outage> closed = closing.current();
        closed.ifPresent(this::refuse);
        boolean probe = closed.isPresent() && closed.get().kind() != Outage.Kind.PAUSE;
        if (!probe) {
            return pass(false);
        }
        claimProbe(closed.get());
        try {
            return pass(true);
        } catch (InterruptedException | RuntimeException e) {
            closing.probeEnded();
            throw e;
        }
    }

    /** Somebody else may have tried meanwhile, on this node or on another one. */
    private void claimProbe(Outage seen) {
        if (!closing.claimProbe(seen, nextProbe(seen.kind()))) {
            Instant next = closing.current().map(Outage::until).orElseGet(clock::instant);
            throw closed(seen, next);
        }
    }

    private Pass pass(boolean probe) throws InterruptedException {
        RateLimit.Turn turn = CallPriority.isAside() ? limit.awaitAside() : limit.await();
        try {
            if (!probe) {
                closing.current().ifPresent(this::refuseWhoWaited);
            }
            breaker.enter().ifPresent(this::refuseUnreachable);
            return new Pass(clock.instant(), System.nanoTime(), probe, turn);
        } catch (RuntimeException e) {
            turn.unused();
            throw e;
        }
    }

    /** Why calls are not made as usual, when they are tried again, and what to do about it; empty when they are. */
    Optional<String> problem() {
        Optional<String> closed = closing.current()
                .filter(c -> isClosed(c) || c.kind() != Outage.Kind.PAUSE)
                .map(remote::problem);
        return closed.or(() -> breaker.isClosed()
                ? Optional.empty()
                : Optional.of(remote.label() + " is not reachable; tried again every "
                        + settings.breakerOpen().toSeconds() + " s; nothing to do"));
    }

    /** Whether calls are stopped by something that does not go away by itself. */
    boolean needsOperator() {
        return closing.current().filter(c -> c.kind() != Outage.Kind.PAUSE).isPresent();
    }

    private boolean isClosed(Outage closed) {
        return closed.until().isAfter(clock.instant());
    }

    private void refuse(Outage closed) {
        if (isClosed(closed)) {
            throw closed(closed, closed.until());
        }
    }

    /** Somebody may have been stopped while others waited for their turn: then it is not theirs to try again. */
    private void refuseWhoWaited(Outage closed) {
        if (isClosed(closed) || closed.kind() != Outage.Kind.PAUSE) {
            throw closed(closed, closed.until());
        }
    }

    private void refuseUnreachable(Instant retryAt) {
        throw new RemoteUnavailableException(remote.label() + " is not reachable", retryAt);
    }

    private RemoteUnavailableException closed(Outage closed, Instant retryAt) {
        return new RemoteUnavailableException(remote.why(closed.kind()), retryAt, closed.kind() == Outage.Kind.PAUSE);
    }

    private Instant nextProbe(Outage.Kind kind) {
        return clock.instant().plus(kind == Outage.Kind.BLOCKED ? settings.block() : settings.probe());
    }

    private synchronized RemoteUnavailableException close(Outage.Kind kind, Answer answer, Instant begun) {
        Instant now = clock.instant();
        Outage before = closing.current().orElse(null);
        boolean stopped = before != null && before.kind() != Outage.Kind.PAUSE;
        Outage.Kind stays = stopped && kind == Outage.Kind.PAUSE ? before.kind() : kind;
        boolean isNew = before == null || before.kind() != stays || (!stopped && !isClosed(before));
        Instant until = kind == Outage.Kind.PAUSE ? endOfPause(answer, begun, before) : nextProbe(kind);
        if (!isNew && before.until().isAfter(until)) {
            until = before.until();
        }
        Outage after = new Outage(remote.key(), stays, isNew ? now : before.since(), until);
        closing.close(after);
        if (isNew) {
            alarm(after, answer);
        }
        return closed(after, after.until());
    }

    /** The remote's own wish; else longer each time, but once only for calls that were under way together. */
    private Instant endOfPause(Answer answer, Instant begun, Outage before) {
        Instant now = clock.instant();
        Optional<Duration> wish = RetryAfter.header(answer.retryAfter(), now).or(() -> RetryAfter.body(answer.body()));
        if (wish.isPresent()) {
            return now.plus(wish.get());
        }
        if (begun.isBefore(pausedAt) && before != null) {
            return before.until();
        }
        pausedAt = now;
        long least = FIRST_PAUSE.toMillis() << Math.min(untimedPauses++, MOST_DOUBLINGS);
        long pause = least + random.get().nextLong(least / 2 + 1);
        return now.plusMillis(Math.min(pause, RetryAfter.LONGEST.toMillis()));
    }

    private void alarm(Outage closed, Answer answer) {
        if (closed.kind() == Outage.Kind.PAUSE) {
            LOG.warn("{} until {}", remote.why(closed.kind()), closed.until());
        } else {
            LOG.error(
                    "{} (HTTP status {}): no calls are made until {}, then one for a try from time to time; {}",
                    remote.why(closed.kind()),
                    answer.status(),
                    closed.until(),
                    remote.remedy(closed.kind()));
        }
    }

    /** A call that began before the remote closed proves nothing about afterwards. */
    private synchronized void open(boolean probe, Instant begun) {
        Outage closed = closing.current().orElse(null);
        if (closed == null) {
            untimedPauses = begun.isBefore(pausedAt) ? untimedPauses : 0;
            return;
        }
        boolean pause = closed.kind() == Outage.Kind.PAUSE;
        if (pause ? !begun.isBefore(closed.until()) : probe) {
            closing.open();
            untimedPauses = 0;
            LOG.info("{} takes calls again", remote.label());
        }
    }

    /** A call that may be made. */
    final class Pass {

        private final Instant begun;
        private final long nanosBegun;
        private final boolean probe;
        private final RateLimit.Turn turn;

        private Pass(Instant begun, long nanosBegun, boolean probe, RateLimit.Turn turn) {
            this.begun = begun;
            this.nanosBegun = nanosBegun;
            this.probe = probe;
            this.turn = turn;
        }

        /** @throws RemoteUnavailableException when the answer is not about this call but about all of them */
        void answered(Answer answer) {
            turn.ended();
            breaker.answered(answer, nanos());
            try {
                Optional<Outage.Kind> kind = remote.closing(answer);
                if (kind.isPresent()) {
                    throw close(kind.get(), answer, begun);
                }
                if (!answer.isFailure()) {
                    open(probe, begun);
                }
            } finally {
                ended();
            }
        }

        /** The call was not carried out because its token was over; there is another one by now, so it is made again. */
        RemoteUnavailableException withOldToken(Answer answer) {
            turn.ended();
            breaker.answered(answer, nanos());
            ended();
            return new RemoteUnavailableException(remote.label() + " has given us another token", clock.instant());
        }

        /** There is no answer; what became of the call is not known. */
        void failed(Exception failure) {
            turn.ended();
            breaker.failed(failure, nanos());
            ended();
        }

        /** The call was not made. */
        void unused() {
            turn.unused();
            breaker.leave();
            ended();
        }

        long nanos() {
            return System.nanoTime() - nanosBegun;
        }

        private void ended() {
            if (probe) {
                closing.probeEnded();
            }
        }
    }
}
