package dealpayouts.setup;

import dealpayouts.doctor.CheckResult;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.KommoWebhook.State;
import org.apache.camel.Variable;

/** Bean {@code newWebhook}: Kommo's webhook to us (Kommo reference §3.8). */
public final class NewWebhook {

    private static final String CHECK = "Kommo webhook";

    private final KommoWebhook webhook;

    public NewWebhook(KommoWebhook webhook) {
        this.webhook = webhook;
    }

    /** Whether its address is known. */
    public boolean isKnown() {
        return webhook.isKnown();
    }

    /** Whether it is as it must be. */
    public boolean isThere(@Variable("webhooksAnswer") String answer) {
        return webhook.state(answer) == State.THERE;
    }

    /** To be answered before it is saved. */
    public String question(@Variable("webhooksAnswer") String answer) {
        String what = webhook.shown() + " for " + KommoWebhook.events() + "?";
        return switch (webhook.state(answer)) {
            case DISABLED -> "Kommo: enable the disabled webhook to " + what;
            case INCOMPLETE -> "Kommo: complete the webhook to " + what;
            default -> "Kommo: make a webhook to " + what;
        };
    }

    public String request(@Variable("webhooksAnswer") String answer) {
        return webhook.request(answer);
    }

    public CheckResult kept() {
        return CheckResult.ok(CHECK, webhook.shown() + " is there");
    }

    /**
     * The webhook that was saved.
     *
     * @param before Kommo's list of webhooks before it was saved
     * @param answer Kommo's answer
     * @throws UnreadableAnswerException when the answer does not name it
     */
    public CheckResult made(@Variable("webhooksAnswer") String before, @Variable("webhookAnswer") String answer) {
        if (!webhook.isSaved(answer)) {
            throw new UnreadableAnswerException("Kommo's answer does not name the webhook; run setup again");
        }
        String saved = webhook.shown() + " was saved";
        return webhook.state(before) == State.OTHER_SECRET
                ? CheckResult.note(
                        CHECK, saved + "; there is another one with another secret", "delete that one in Kommo")
                : CheckResult.ok(CHECK, saved);
    }

    public CheckResult unknown() {
        return CheckResult.problem(
                CHECK,
                "not made: PUBLIC_URL or KOMMO_WEBHOOK_SECRET is not set as it must be",
                "set both and run setup again; a secret is made by: openssl rand -hex 24");
    }
}
