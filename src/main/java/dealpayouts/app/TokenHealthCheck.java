package dealpayouts.app;

import dealpayouts.oauth.RenewedTokens;
import dealpayouts.remote.Remote;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells how it stands with Kommo's token for a day. It is down while a person has to give a new code. The product is ready
 * all the while, as deliveries must be taken without a token, too.
 */
final class TokenHealthCheck extends AbstractHealthCheck {

    private final RenewedTokens tokens;

    TokenHealthCheck(RenewedTokens tokens) {
        super("deal-payouts", "kommo-token");
        this.tokens = tokens;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("token", tokens.matter().orElse("ok"))
                .detail("goodUntil", tokens.goodUntil().map(Instant::toString).orElse("not asked for yet"));
        if (tokens.problem(Remote.KOMMO).isPresent()) {
            builder.message("Kommo gives no more tokens until it gets a new code")
                    .down();
        } else {
            builder.up();
        }
    }
}
