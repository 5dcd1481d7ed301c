package dealpayouts.setup;

import dealpayouts.doctor.CheckResult;
import dealpayouts.doctor.PublicAddress;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.wise.Subscriptions;
import java.util.List;
import org.apache.camel.Variable;

/** Bean {@code newSubscriptions}: which events Wise sends us (Wise reference §12). */
public final class NewSubscriptions {

    private static final String CHECK = "Wise subscriptions";

    private final Subscriptions subscriptions;
    private final PublicAddress address;

    /** @param address Wise calls it while a subscription is made */
    public NewSubscriptions(Subscriptions subscriptions, PublicAddress address) {
        this.subscriptions = subscriptions;
        this.address = address;
    }

    /** Whether there is an address for them. */
    public boolean isWanted() {
        return subscriptions.isReachable();
    }

    /** Whether the product runs, so that Wise's test can be answered. */
    public boolean isPossible() {
        return address.isAnswered();
    }

    /** Requests for those that are missing. */
    public List<String> missing(@Variable("profileId") long profileId, @Variable("subscriptionsAnswer") String answer) {
        return subscriptions.missing(profileId, answer);
    }

    /** What it is called in the table. */
    public String check(@Variable("subscriptionRequest") String request) {
        return "Wise " + event(request);
    }

    /** To be answered before it is made. */
    public String question(@Variable("subscriptionRequest") String request) {
        return "Wise: have " + event(request) + " sent to " + subscriptions.address() + "?";
    }

    /** @throws UnreadableAnswerException when Wise's answer does not name it */
    public CheckResult made(
            @Variable("subscriptionRequest") String request, @Variable("subscriptionAnswer") String answer) {
        if (!Subscriptions.names(answer, event(request))) {
            throw new UnreadableAnswerException("Wise's answer does not name the subscription; run setup again");
        }
        return CheckResult.ok(check(request), "is sent to " + subscriptions.address() + " from now on");
    }

    public CheckResult kept() {
        return CheckResult.ok(CHECK, "all are there");
    }

    public CheckResult notWanted() {
        return CheckResult.note(
                CHECK,
                "none, because PUBLIC_URL is not set: transfers are only looked at on a schedule",
                "set PUBLIC_URL to be told sooner");
    }

    public CheckResult notPossible() {
        return CheckResult.note(
                CHECK,
                "not made yet: the product does not answer at " + subscriptions.address()
                        + ", and Wise wants an answer while it makes them",
                "start the product: it makes them by itself");
    }

    private static String event(String request) {
        return Json.read(request).path("trigger_on").asText();
    }
}
