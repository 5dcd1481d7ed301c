package dealpayouts.remote;

import dealpayouts.ledger.Outage;
import java.util.Locale;
import java.util.Optional;

/** Whom we call, and which of its answers are about all our calls and not only about the one that was answered. */
public enum Remote {
    /** Kommo reference §11 and 12. */
    KOMMO(
            "Kommo",
            "set KOMMO_ACCESS_TOKEN to a token that is valid for this server's address, or with KOMMO_CLIENT_ID set"
                    + " KOMMO_AUTHORIZATION_CODE to a new code") {
        @Override
        Optional<Outage.Kind> closing(Answer answer) {
            return switch (answer.status()) {
                case PAYMENT_REQUIRED -> Optional.of(Outage.Kind.UNPAID);
                // Its own refusal of a single call is problem+json; the block comes from the proxy before it.
                case FORBIDDEN -> answer.isProblem() ? Optional.empty() : Optional.of(Outage.Kind.BLOCKED);
                default -> super.closing(answer);
            };
        }
    },
    /** Wise reference §3; its 403 is about one call: a person has to approve it, or a role is missing. */
    WISE("Wise", "set WISE_API_KEY to a token that is valid for this server's address");

    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final String label;
    private final String tokenRemedy;

    Remote(String label, String tokenRemedy) {
        this.label = label;
        this.tokenRemedy = tokenRemedy;
    }

    /** What the answer says about all calls; empty when it is about this one. */
    Optional<Outage.Kind> closing(Answer answer) {
        return switch (answer.status()) {
            case UNAUTHORIZED -> Optional.of(Outage.Kind.TOKEN);
            case TOO_MANY -> Optional.of(Outage.Kind.PAUSE);
            default -> Optional.empty();
        };
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** The name in settings, metrics and the ledger. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why no call is made, as part of a sentence on a deal. */
    String why(Outage.Kind kind) {
        return switch (kind) {
            case PAUSE -> label + " takes no more calls for the moment";
            case TOKEN -> label + " does not accept the API token";
            case UNPAID -> label + " says that the account is not paid";
            case BLOCKED -> label + " blocks this account or this server's address";
        };
    }

    /** Why no calls are made, when one is made again, and what to do about it. */
    public String problem(Outage closed) {
        return why(closed.kind()) + "; tried again at " + closed.until() + "; " + remedy(closed.kind());
    }

    /** What the operator has to do about it. */
    String remedy(Outage.Kind kind) {
        return switch (kind) {
            case PAUSE -> "nothing to do";
            case TOKEN -> tokenRemedy;
            case UNPAID -> "pay the account";
            case BLOCKED -> "if it lasts, ask its support to lift the block";
        };
    }
}
