package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** The cut-off is at the account's own time of day, in summer and in winter, even when nothing ran then. */
class BatchCutOffIT extends WithBatches {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<String, String> AT_FOUR_IN_BERLIN = Map.of("batch.time-zone", "Europe/Berlin");

    @Test
    void itIsAtFourBeforeAndAfterTheClocksChangeInSpring() throws SchedulerException {
        startBatches(World.PLATFORM_ON_SQLITE, AT_FOUR_IN_BERLIN);

        assertThat(fireTimesAfter("2027-03-27T00:00+01:00"))
                .containsExactly("2027-03-27T15:00:00Z", "2027-03-28T14:00:00Z", "2027-03-29T14:00:00Z");
    }

    @Test
    void itIsAtFourBeforeAndAfterTheClocksChangeInAutumn() throws SchedulerException {
        startBatches(World.PLATFORM_ON_SQLITE, AT_FOUR_IN_BERLIN);

        assertThat(fireTimesAfter("2027-10-30T00:00+02:00"))
                .containsExactly("2027-10-30T14:00:00Z", "2027-10-31T15:00:00Z", "2027-11-01T15:00:00Z");
    }

    @Test
    void aBatchIsClosedAtTheCutOffOnTheDayOfTheChange() {
        SetClock clock = new SetClock(Instant.parse("2027-03-28T12:00:00Z"));
        startBatches(World.PLATFORM_ON_SQLITE, AT_FOUR_IN_BERLIN, clock);
        wise().passTime(Duration.between(Instant.now(), clock.instant()));
        List<Long> deals = collect(2);
        clock.forward(Duration.between(clock.instant(), Instant.parse("2027-03-28T13:59:00Z")));
        untilGatheredOnceMore();
        assertThat(batchStates()).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        wise().passTime(Duration.ofHours(2));

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @Test
    void aCutOffAtWhichNothingRanIsMadeUpForByTheNextStart() {
        SetClock clock = new SetClock(Instant.parse("2027-10-31T13:30:00Z"));
        startBatches(World.GUIDE_ON_POSTGRESQL, AT_FOUR_IN_BERLIN, clock);
        wise().passTime(Duration.between(Instant.now(), clock.instant()));
        List<Long> deals = collect(2);
        product.stop();
        clock.forward(Duration.ofHours(4));
        wise().passTime(Duration.ofHours(4));

        product.start();

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    /** Another look at what waits has been made since now. */
    private void untilGatheredOnceMore() {
        Date now = new Date();
        patiently().until(() -> {
            Date fired = scheduler()
                    .getTrigger(TriggerKey.triggerKey("batch-gather", "payouts"))
                    .getPreviousFireTime();
            return fired != null && fired.after(now);
        });
    }

    private List<String> fireTimesAfter(String moment) throws SchedulerException {
        Trigger trigger = scheduler().getTrigger(CUT_OFF);
        Date start = Date.from(ZonedDateTime.parse(moment).toInstant());
        assertThat(ZonedDateTime.parse(moment).withZoneSameInstant(BERLIN).getHour())
                .isZero();
        return Stream.iterate(trigger.getFireTimeAfter(start), trigger::getFireTimeAfter)
                .limit(3)
                .map(time -> time.toInstant().toString())
                .toList();
    }

    /** A time that goes on as the real one does, from wherever it was set to. */
    private static final class SetClock extends Clock {

        private volatile Duration ahead;

        SetClock(Instant now) {
            ahead = Duration.between(Instant.now(), now);
        }

        void forward(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
