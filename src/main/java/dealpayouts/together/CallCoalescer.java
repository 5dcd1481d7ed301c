package dealpayouts.together;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Makes one call of what several threads ask for at the same time. What is asked for at a quiet moment is called at once;
 * what comes while calls are under way waits for their end and then goes together. An answer is always to a call that began
 * after its question came.
 *
 * @param <K> a question; equal ones that wait at the same time are asked once
 * @param <A> its answer, which may be null
 */
final class CallCoalescer<K, A> {

    /** One that hangs does not keep all others waiting. */
    private static final int CALLS_AT_ONCE = 2;

    private final Calls<K, A> calls;
    private final int most;
    private final Executor executor;
    private final Map<K, CompletableFuture<A>> waiting = new LinkedHashMap<>();
    private int underWay;

    /** How the questions are asked. */
    interface Calls<K, A> {

        /** Asks one alone. */
        A alone(K question) throws Exception;

        /**
         * Asks several with one call.
         *
         * @return the answer to each; those that are left out have none from this call
         */
        Map<K, A> together(List<K> questions) throws Exception;

        /** What becomes of one that was left out: it is asked alone. */
        default A leftOut(K question) throws Exception {
            return alone(question);
        }

        /** What it is about: two questions about the same are not asked with one call. */
        default Object subject(K question) {
            return question;
        }
    }

    /** @param most how many go with one call */
    CallCoalescer(Calls<K, A> calls, int most, Executor executor) {
        this.calls = calls;
        this.most = most;
        this.executor = executor;
    }

    CompletableFuture<A> ask(K question) {
        CompletableFuture<A> answer;
        synchronized (waiting) {
            answer = waiting.computeIfAbsent(question, q -> new CompletableFuture<>());
            if (underWay == CALLS_AT_ONCE) {
                return answer;
            }
            underWay++;
        }
        executor.execute(this::work);
        return answer;
    }

    /** Asks it now and with nothing else. */
    A askAlone(K question) throws Exception {
        return calls.alone(question);
    }

    private void work() {
        for (Map<K, CompletableFuture<A>> taken = take(); !taken.isEmpty(); taken = take()) {
            carryOut(taken);
        }
    }

    private Map<K, CompletableFuture<A>> take() {
        Map<K, CompletableFuture<A>> taken = new LinkedHashMap<>();
        Set<Object> subjects = new HashSet<>();
        synchronized (waiting) {
            for (K question : List.copyOf(waiting.keySet())) {
                if (taken.size() < most && subjects.add(calls.subject(question))) {
                    taken.put(question, waiting.remove(question));
                }
            }
            if (taken.isEmpty()) {
                underWay--;
            }
        }
        return taken;
    }

    private void carryOut(Map<K, CompletableFuture<A>> taken) {
        if (taken.size() == 1) {
            taken.forEach((question, answer) -> answer(answer, () -> calls.alone(question)));
            return;
        }
        Map<K, A> answers;
        try {
            answers = calls.together(new ArrayList<>(taken.keySet()));
        } catch (Throwable e) {
            taken.values().forEach(answer -> answer.completeExceptionally(e));
            return;
        }
        taken.forEach((question, answer) -> {
            if (answers.containsKey(question)) {
                answer.complete(answers.get(question));
            } else {
                answer(answer, () -> calls.leftOut(question));
            }
        });
    }

    private interface Asking<A> {
        A ask() throws Exception;
    }

    private static <A> void answer(CompletableFuture<A> answer, Asking<A> asking) {
        try {
            answer.complete(asking.ask());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
