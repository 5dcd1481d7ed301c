package dealpayouts.chaos;

import java.util.List;

/**
 * What the stand-ins say about a day.
 *
 * @param accepted deals whose delivery was answered 200
 * @param paid funded exactly once
 * @param parked with a note that explains it
 * @param left unpaid, because a manager moved them away
 * @param batches calls that paid several transfers at once
 */
record Verdict(int accepted, int paid, int parked, int left, int batches, List<Problem> problems) {

    long count(Problem.Kind kind) {
        return problems.stream().filter(problem -> problem.kind() == kind).count();
    }
}
