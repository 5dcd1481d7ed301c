package dealpayouts.routes;

import java.util.Map;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;

/** Placeholders name settings and nothing else: with {@code {{env:X}}} and the like a route would read everything. */
final class NoPropertiesFunctions implements PropertiesFunctionResolver {

    /** Whatever stands after the colon would be taken for a default, so that a refusal has to be said. */
    private record Refused(String getName) implements PropertiesFunction {

        @Override
        public String apply(String remainder) {
            throw new IllegalArgumentException("A placeholder may not begin with '" + getName
                    + ":'; it names a setting of application.properties");
        }
    }

    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
        // Camel adds its own; none of them is for routes.
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return Map.of();
    }

    @Override
    public boolean hasFunction(String name) {
        return name != null && isFunction(name);
    }

    @Override
    public PropertiesFunction resolvePropertiesFunction(String name) {
        return name != null && isFunction(name) ? new Refused(name) : null;
    }

    /** Names of settings have a dot in them. */
    private static boolean isFunction(String name) {
        return name.indexOf('.') < 0;
    }
}
