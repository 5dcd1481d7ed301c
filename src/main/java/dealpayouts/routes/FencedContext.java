package dealpayouts.routes;

import dealpayouts.http.WebhookEngine;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.component.caffeine.cache.CaffeineCacheComponent;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.component.micrometer.MicrometerComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.impl.engine.DefaultDataFormatResolver;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;

/**
 * A Camel in which routes run: whatever stands in them, they find only the components, languages, data formats, classes,
 * files and settings that are listed, and every call over HTTP goes through the gate. It does not trust the rules for route
 * files, which say the same earlier and better.
 */
public class FencedContext extends DefaultCamelContext {

    /** A component under another name, or another one under this name, is not there. */
    private static final Map<String, Class<? extends Component>> COMPONENTS = Map.of(
            "caffeine-cache", CaffeineCacheComponent.class,
            "direct", DirectComponent.class,
            "kamelet", KameletComponent.class,
            "log", LogComponent.class,
            "micrometer", MicrometerComponent.class,
            "platform-http", PlatformHttpComponent.class,
            "quartz", QuartzComponent.class);

    private static final Set<String> OVER_HTTP = Set.of("http", "https");
    private static final Set<String> DATA_FORMATS = Set.of("jackson");

    /** Camel's Main looks whether it is among the classes, where it is not. */
    private static final String LOOKED_FOR = "application.properties";

    private final HttpClientConfigurer gate;
    private final String files;
    private final Set<String> classes;

    /**
     * A context whose routes run behind that gate.
     *
     * @param gate through which all calls over HTTP go
     * @param files where the files are that it may read itself, as the beginning of their addresses; empty for none
     * @param classes of which routes may make beans, beside our own
     */
    public FencedContext(HttpClientConfigurer gate, String files, Set<String> classes) {
        super(false);
        this.gate = gate;
        this.files = files;
        this.classes = Set.copyOf(classes);
    }

    @Override
    protected ComponentResolver createComponentResolver() {
        ComponentResolver all = new DefaultComponentResolver();
        return (name, context) -> {
            if (OVER_HTTP.contains(name)) {
                return new GatedHttpComponent(gate);
            }
            if (name.equals("bean")) {
                return new ListedBeans.Component(new ListedBeans(() -> classes));
            }
            Class<? extends Component> type = COMPONENTS.get(name);
            Component component = type == null ? null : all.resolveComponent(name, context);
            if (component == null || component.getClass() != type) {
                throw new IllegalArgumentException("The component '" + name + "' is not one that a route may use");
            }
            if (component instanceof PlatformHttpComponent http) {
                http.setEngine(new WebhookEngine(context));
            }
            return component;
        };
    }

    @Override
    protected LanguageResolver createLanguageResolver() {
        return new AllowedLanguages(new ListedBeans(() -> classes));
    }

    @Override
    protected DataFormatResolver createDataFormatResolver() {
        DataFormatResolver all = new DefaultDataFormatResolver();
        return (name, context) -> {
            if (!DATA_FORMATS.contains(name)) {
                throw new IllegalArgumentException("The data format '" + name + "' is not one that a route may use");
            }
            return all.createDataFormat(name, context);
        };
    }

    @Override
    protected ClassResolver createClassResolver() {
        return new AllowedClasses(this, () -> classes);
    }

    @Override
    protected ResourceLoader createResourceLoader() {
        return new DefaultResourceLoader(this) {
            @Override
            public Resource resolveResource(String address) {
                boolean own = !files.isEmpty() && address.startsWith(files) && !address.contains("..");
                if (!own && !address.equals(LOOKED_FOR)) {
                    throw new IllegalArgumentException("A route may not read '" + address + "'");
                }
                return super.resolveResource(address);
            }
        };
    }

    /** Only what it is given: neither the environment nor what Java was started with. */
    @Override
    protected PropertiesComponent createPropertiesComponent() {
        var settings = new org.apache.camel.component.properties.PropertiesComponent();
        settings.setEnvironmentVariableMode(
                org.apache.camel.component.properties.PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        settings.setSystemPropertiesMode(
                org.apache.camel.component.properties.PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        settings.setAutoDiscoverPropertiesSources(false);
        settings.setPropertiesFunctionResolver(new NoPropertiesFunctions());
        return settings;
    }

    /** The type of a bean is no bean; from a class everything can be reached. */
    @Override
    protected BeanProcessorFactory createBeanProcessorFactory() {
        BeanProcessorFactory all = super.createBeanProcessorFactory();
        return new BeanProcessorFactory() {
            @Override
            public Processor createBeanProcessor(CamelContext context, Object bean, Method method) throws Exception {
                return all.createBeanProcessor(context, bean, method);
            }

            @Override
            public Processor createBeanProcessor(
                    CamelContext context,
                    Object bean,
                    String type,
                    Class<?> beanClass,
                    String ref,
                    String method,
                    BeanScope scope)
                    throws Exception {
                if (type != null || beanClass != null) {
                    throw new IllegalArgumentException("A route calls beans by their name, not by their class");
                }
                new ListedBeans(() -> classes).requireListed(context, ref, method);
                return all.createBeanProcessor(context, bean, null, null, ref, method, scope);
            }
        };
    }
}
