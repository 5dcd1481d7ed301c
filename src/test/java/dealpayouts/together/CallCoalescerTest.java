package dealpayouts.together;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CallCoalescerTest {

    private static final int MOST = 3;

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private Function<List<String>, Map<String, String>> together =
            questions -> questions.stream().collect(Collectors.toMap(q -> q, q -> q + "!"));
    private Runnable meanwhile = () -> {};
    private final CallCoalescer<String, String> gathering = new CallCoalescer<>(new Recorded(), MOST, threads::add);

    /** Subjects are the first letters. */
    private final class Recorded implements CallCoalescer.Calls<String, String> {

        @Override
        public String alone(String question) {
            calls.add("alone " + question);
            meanwhile.run();
            if (question.startsWith("bad")) {
                throw new IllegalArgumentException(question);
            }
            return question + "!";
        }

        @Override
        public Map<String, String> together(List<String> questions) {
            calls.add("together " + questions);
            meanwhile.run();
            return together.apply(questions);
        }

        @Override
        public String leftOut(String question) {
            calls.add("left out " + question);
            return null;
        }

        @Override
        public Object subject(String question) {
            return question.charAt(0);
        }
    }

    @Test
    void whatIsAskedAtAQuietMomentIsAskedAlone() {
        CompletableFuture<String> first = gathering.ask("a");
        run();
        CompletableFuture<String> second = gathering.ask("b");
        run();

        assertThat(calls).containsExactly("alone a", "alone b");
        assertThat(first).isCompletedWithValue("a!");
        assertThat(second).isCompletedWithValue("b!");
    }

    @Test
    void whatIsAskedAtTheSameTimeIsAskedTogether() {
        CompletableFuture<String> first = gathering.ask("a");
        CompletableFuture<String> second = gathering.ask("b");
        run();

        assertThat(calls).containsExactly("together [a, b]");
        assertThat(first).isCompletedWithValue("a!");
        assertThat(second).isCompletedWithValue("b!");
    }

    @Test
    void whatComesDuringACallIsAnsweredByALaterOne() {
        List<CompletableFuture<String>> late = new ArrayList<>();
        meanwhile = () -> {
            meanwhile = () -> {};
            late.add(gathering.ask("a"));
            late.add(gathering.ask("b"));
        };
        gathering.ask("a");
        run();

        assertThat(calls).containsExactly("alone a", "together [a, b]");
        assertThat(late).allMatch(CompletableFuture::isDone);
    }

    @Test
    void noMoreThanTwoCallsAreUnderWay() {
        List.of("a", "b", "c").forEach(gathering::ask);

        assertThat(threads).hasSize(2);
    }

    @Test
    void equalQuestionsThatWaitAreAskedOnce() {
        CompletableFuture<String> first = gathering.ask("a");
        CompletableFuture<String> same = gathering.ask("a");
        run();

        assertThat(calls).containsExactly("alone a");
        assertThat(same).isSameAs(first);
    }

    @Test
    void twoAboutTheSameAreNotInOneCall() {
        List.of("a1", "a2", "b").forEach(gathering::ask);
        run();

        assertThat(calls).containsExactly("together [a1, b]", "alone a2");
    }

    @Test
    void noCallIsLargerThanAllowed() {
        List.of("a", "b", "c", "d", "e").forEach(gathering::ask);
        run();

        assertThat(calls).containsExactly("together [a, b, c]", "together [d, e]");
    }

    @Test
    void whatAnAnswerLeavesOutIsDealtWithAlone() {
        together = questions -> Map.of("b", "found");
        CompletableFuture<String> missing = gathering.ask("a");
        CompletableFuture<String> found = gathering.ask("b");
        run();

        assertThat(calls).containsExactly("together [a, b]", "left out a");
        assertThat(missing).isCompletedWithValue(null);
        assertThat(found).isCompletedWithValue("found");
    }

    @Test
    void aCallThatFailsFailsForAllThatWereInIt() {
        together = questions -> {
            throw new IllegalStateException("no answer");
        };
        CompletableFuture<String> first = gathering.ask("a");
        CompletableFuture<String> second = gathering.ask("b");
        run();

        assertThat(first).failsWithin(0, TimeUnit.SECONDS);
        assertThat(second).failsWithin(0, TimeUnit.SECONDS);
    }

    @Test
    void aFailureIsNotInTheWayOfTheNext() {
        gathering.ask("bad");
        run();
        CompletableFuture<String> next = gathering.ask("a");
        run();

        assertThat(next).isCompletedWithValue("a!");
    }

    private void run() {
        for (Runnable thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.run();
        }
    }
}
