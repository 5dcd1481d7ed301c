package dealpayouts.doctor;

import dealpayouts.remote.RemoteFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/** Bean {@code findings}: gathers what the checks say, in their order. The body of a check is a finding or a list of them. */
public final class Findings implements AggregationStrategy {

    private final RemoteFailure failures;

    /** @param failures puts failed calls into words */
    public Findings(RemoteFailure failures) {
        this.failures = failures;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange check) {
        List<CheckResult> all = new ArrayList<>(
                before == null ? List.of() : of(before.getMessage().getBody()));
        all.addAll(of(check.getMessage().getBody()));
        check.getMessage().setBody(List.copyOf(all));
        return check;
    }

    /** What a check could not find out because a call failed. */
    public CheckResult failed(@Variable("check") String check, @ExchangeException Exception failure) {
        RemoteFailure.Words words = failures.explain(failure);
        return CheckResult.problem(check, words.problem(), words.toDo());
    }

    /** Nothing to say. */
    public List<CheckResult> none() {
        return List.of();
    }

    /** The findings in a body. */
    public static List<CheckResult> of(Object body) {
        if (body instanceof CheckResult finding) {
            return List.of(finding);
        }
        if (body instanceof Collection<?> several) {
            return several.stream().map(CheckResult.class::cast).toList();
        }
        throw new IllegalArgumentException("A check must end with a finding or a list of them, not with " + body);
    }
}
