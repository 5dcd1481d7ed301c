package dealpayouts.app;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Traces, when {@code OTEL_EXPORTER_OTLP_ENDPOINT} says where they go; the other standard variables work, too. */
final class Tracing {

    /** Who makes the traces. */
    static final String SCOPE = "deal-payouts";

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    /** Over HTTP and traces alone; Kommo and Wise are not told about them. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", SCOPE,
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "none");

    private Tracing() {}

    /** Whether traces are wanted. */
    static boolean isOn(String endpoint) {
        return !endpoint.isBlank();
    }

    /** What takes the traces to that address; does nothing when it is empty. */
    static OpenTelemetry to(String endpoint) {
        if (!isOn(endpoint)) {
            return OpenTelemetry.noop();
        }
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put(ENDPOINT, endpoint);
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> settings)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    /**
     * Settings for Camel's own tracer. Requests from outside are left out, as their address holds a secret, and steps within
     * a route, as they are many.
     */
    static Properties ofRoutes(String endpoint) {
        Properties settings = new Properties();
        if (isOn(endpoint)) {
            settings.put("camel.opentelemetry2.enabled", "true");
            settings.put("camel.opentelemetry2.excludePatterns", "platform-http*,bean*,caffeine-cache*,kamelet*");
        }
        return settings;
    }
}
