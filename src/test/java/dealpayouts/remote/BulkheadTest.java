package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private final Bulkhead bulkhead = new Bulkhead(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void whoFindsNoPlaceWaits() throws Exception {
        Thread first = start(this::awaitAnswer);
        await().until(() -> first.getState() == Thread.State.WAITING);
        Thread second = start(() -> done.add("second"));
        await().until(() -> second.getState() == Thread.State.WAITING);

        assertThat(done).isEmpty();

        answer.countDown();
        second.join();
        assertThat(done).containsExactly("second");
    }

    @Test
    void whoWaitsForARemoteMakesRoom() throws Exception {
        Thread first = start(() -> {
            try (Bulkhead.Wait elsewhere = Bulkhead.waiting()) {
                awaitAnswer();
            }
            done.add("first");
        });
        await().until(() -> first.getState() == Thread.State.WAITING);

        start(() -> done.add("second")).join();
        assertThat(done).containsExactly("second");

        answer.countDown();
        first.join();
        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void afterAWaitThereMustBeAPlaceAgain() throws Exception {
        Thread first = start(() -> {
            Bulkhead.waiting().close();
            awaitAnswer();
        });
        await().until(() -> first.getState() == Thread.State.WAITING);

        Thread second = start(() -> done.add("second"));
        await().until(() -> second.getState() == Thread.State.WAITING);
        answer.countDown();
        second.join();
    }

    @Test
    void workThatFailsLeavesItsPlace() {
        Runnable failing = () -> {
            throw new IllegalStateException();
        };
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> bulkhead.run(failing));

        bulkhead.run(() -> done.add("next"));

        assertThat(done).containsExactly("next");
    }

    @Test
    void whoHasNoPlaceWaitsWithoutOne() {
        Bulkhead.waiting().close();

        bulkhead.run(() -> done.add("work"));

        assertThat(done).containsExactly("work");
    }

    private Thread start(Runnable work) {
        Thread thread = new Thread(() -> bulkhead.run(work));
        thread.start();
        return thread;
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
