package dealpayouts.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spares a remote that is out of order, and us the waiting: after many failures one call at a time tries again. */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final CircuitBreaker breaker;
    private final Duration open;
    private final Clock clock;
    private volatile Instant openUntil = Instant.MIN;
    private volatile boolean trying;

    Breaker(Remote remote, GateSettings settings, Clock clock) {
        this.open = settings.breakerOpen();
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                remote.key(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(settings.breakerCalls())
                        .failureRateThreshold(settings.breakerFailurePercent())
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordResult(answer -> ((Answer) answer).isFailure())
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            State before = event.getStateTransition().getFromState();
            State after = event.getStateTransition().getToState();
            if (after == State.OPEN) {
                // Not before the wait is over, but after it.
                openUntil = clock.instant().plus(open).plusMillis(1);
            }
            if (before == State.CLOSED) {
                LOG.warn("{} is not reachable; one call every {} s tries again", remote.label(), open.toSeconds());
            } else if (after == State.CLOSED) {
                LOG.info("{} is reachable again", remote.label());
            }
        });
    }

    /** When it may be tried again; empty when a call may be made now. */
    Optional<Instant> refusal() {
        Instant now = clock.instant();
        return switch (breaker.getState()) {
            case OPEN -> Optional.of(openUntil).filter(now::isBefore);
            case HALF_OPEN -> Optional.of(soon()).filter(answerIsThere -> trying);
            default -> Optional.empty();
        };
    }

    /** Takes a permission, which has to be given back by one of the methods below; empty when there is one. */
    Optional<Instant> enter() {
        if (breaker.tryAcquirePermission()) {
            trying = breaker.getState() == State.HALF_OPEN;
            return Optional.empty();
        }
        return Optional.of(refusal().orElseGet(this::soon));
    }

    private Instant soon() {
        return clock.instant().plus(open.compareTo(SharedClosing.SOON) < 0 ? open : SharedClosing.SOON);
    }

    void answered(Answer answer, long nanos) {
        trying = false;
        breaker.onResult(nanos, TimeUnit.NANOSECONDS, answer);
    }

    void failed(Exception failure, long nanos) {
        trying = false;
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    void leave() {
        trying = false;
        breaker.releasePermission();
    }

    boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }
}
