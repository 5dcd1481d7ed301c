package dealpayouts.app;

import dealpayouts.doctor.SettingsWatch;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while a setting names something that Kommo or Wise does not have. The product is ready all the same, as deliveries
 * must be taken, and starting it again would not help.
 */
final class SettingsHealthCheck extends AbstractHealthCheck {

    private final SettingsWatch watch;

    SettingsHealthCheck(SettingsWatch watch) {
        super("deal-payouts", "settings");
        this.watch = watch;
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
        List<String> problems = watch.sentences().toList();
        for (int i = 0; i < problems.size(); i++) {
            builder.detail("wrong." + (i + 1), problems.get(i));
        }
        if (problems.isEmpty()) {
            builder.up();
        } else {
            builder.message("Settings do not fit Kommo or Wise").down();
        }
    }
}
