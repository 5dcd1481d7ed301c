package dealpayouts;

import dealpayouts.oauth.RenewedTokens;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells how it stands with Kommo's token for a day. It is never down: deliveries must be taken without a token, too. */
final class TokenHealthCheck extends AbstractHealthCheck {

    private final RenewedTokens tokens;

    TokenHealthCheck(RenewedTokens tokens) {
        super("deal-payouts", "kommo-token");
        this.tokens = tokens;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("token", tokens.problem().orElse("ok"))
                .detail("goodUntil", tokens.goodUntil().map(Instant::toString).orElse("not asked for yet"))
                .up();
    }
}
