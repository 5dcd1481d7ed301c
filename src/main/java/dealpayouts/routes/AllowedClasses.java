package dealpayouts.routes;

import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/** The classes that can be found by their name in a Camel in which routes run: those that Camel is made of, and data. */
final class AllowedClasses extends DefaultClassResolver {

    /** Data, what notes are made of, and what stops a payout. */
    private static final Set<String> NAMES = Set.of(
            "boolean",
            "byte[]",
            "double",
            "int",
            "long",
            "java.lang.Boolean",
            "java.lang.Double",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Object",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.List",
            "java.util.Map",
            "com.fasterxml.jackson.databind.JsonNode",
            "org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy",
            "org.apache.camel.impl.engine.DefaultResourceResolvers$FileResolver",
            "dealpayouts.kommo.Sentences",
            "dealpayouts.ledger.Stop");

    private static final Pattern EXCEPTION =
            Pattern.compile("(?:java|javax|org\\.apache|dealpayouts)\\.[\\w.]*Exception");

    /** Parts of Camel that it looks up by name, none of which does anything for a route by itself. */
    private static final Pattern PARTS =
            Pattern.compile("org\\.apache\\.camel\\.(?:component|converter|dsl|http|impl|jsonpath|language|main"
                    + "|opentelemetry2?|processor|reifier|telemetry)\\.[\\w.]*(?:Adapter|Component|Configurer|UriFactory|Language|DataFormat|Loader"
                    + "|Engine|DynamicAware|ProcessorFactory|InternalProcessorFactory|InvokeOnHeaderFactory|Repository|HealthCheck"
                    + "|HealthCheckRegistry|Tracer|Reifier)");

    private final Supplier<Set<String>> own;

    /** @param own classes of which routes may make beans */
    AllowedClasses(CamelContext context, Supplier<Set<String>> own) {
        super(context);
        this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, ClassLoader loader) {
        boolean allowed = NAMES.contains(name)
                || PARTS.matcher(name).matches()
                || EXCEPTION.matcher(name).matches()
                || own.get() != null && own.get().contains(name);
        return allowed ? super.loadClass(name, loader) : null;
    }
}
