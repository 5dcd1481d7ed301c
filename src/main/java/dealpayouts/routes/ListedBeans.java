package dealpayouts.routes;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.component.bean.BeanComponent;

/**
 * The beans that routes call: those of {@link RouteVocabulary}, with the methods that stand there, and those that route files
 * define themselves. The registry holds others, from which files, the network and secrets could be reached.
 */
final class ListedBeans {

    private static final Map<String, Set<String>> LISTED =
            RouteVocabulary.ofOperator().beans();

    private static final Pattern CALL =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9]*)\\s*(?:\\(.*\\))?\\s*", Pattern.DOTALL);

    /** Of which route files may make beans without anybody's leave. */
    private static final Set<String> OF_FILES = Set.of("dealpayouts.kommo.Sentences");

    private final Supplier<Set<String>> classes;

    /** @param classes of which routes may make beans, beside our own */
    ListedBeans(Supplier<Set<String>> classes) {
        this.classes = classes;
    }

    /**
     * Refuses a call of a bean that is not for routes.
     *
     * @param bean its name; null when the call names none
     * @param call the method, with its arguments or without; null when the call names none
     * @throws IllegalArgumentException when routes may not call it
     */
    void requireListed(CamelContext context, String bean, String call) {
        Matcher method = CALL.matcher(call == null ? "" : call);
        Set<String> methods = LISTED.get(bean);
        boolean listed = methods == null
                ? method.matches() && isOfRoutes(context, bean)
                : method.matches() && methods.contains(method.group(1));
        if (!listed) {
            throw new IllegalArgumentException(
                    "A route may not call the method '" + call + "' of the bean '" + bean + "'");
        }
    }

    private boolean isOfRoutes(CamelContext context, String name) {
        Object bean = name == null ? null : context.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new NoSuchBeanException(name);
        }
        String type = bean.getClass().getName();
        return OF_FILES.contains(type) || classes.get().contains(type);
    }

    /** Calls beans by their name. */
    static final class Component extends BeanComponent {
        private final ListedBeans beans;

        Component(ListedBeans beans) {
            this.beans = beans;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
            beans.requireListed(getCamelContext(), name, String.valueOf(parameters.get("method")));
            return super.createEndpoint(uri, name, parameters);
        }
    }
}
