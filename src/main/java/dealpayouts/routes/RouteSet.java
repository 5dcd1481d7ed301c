package dealpayouts.routes;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of all routes, in a Camel context of its own. It is loaded whole before it starts, so that it opens no port
 * and calls nobody until it is known to be good; what was begun on it ends on it, whatever is loaded afterwards.
 */
final class RouteSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSet.class);

    private final RouteFiles files;
    private final RouteSetContext main;
    private final InUse inUse = new InUse();
    private ProducerTemplate template;

    private RouteSet(RouteFiles files, RouteSetContext main) {
        this.files = files;
        this.main = main;
    }

    /**
     * Makes a context, checks the files and loads them into it. Nothing is started.
     *
     * @param check the rules
     * @param withSchema whether the files are compared with the schema of the YAML DSL, too
     * @throws InvalidRoutesException naming what is wrong with the files
     */
    static RouteSet load(RouteFiles files, RuntimeContext surroundings, RouteCheck check, boolean withSchema) {
        RouteSet generation = new RouteSet(files, new RouteSetContext(surroundings, files.version()));
        try {
            List<Diagnostic> ofSchema = withSchema ? check.schemaFindings(files) : List.of();
            generation.main.start();
            List<Diagnostic> findings = new ArrayList<>(check.findings(files, generation.context()));
            // What our own rules say of a place is clearer.
            ofSchema.stream()
                    .filter(finding -> findings.stream().noneMatch(finding::isSamePlace))
                    .forEach(findings::add);
            refuse(findings);
            generation.loadFiles();
            return generation;
        } catch (InvalidRoutesException e) {
            generation.close();
            throw e;
        } catch (Exception e) {
            generation.close();
            throw new InvalidRoutesException(List.of(LoadFailure.explain("", e)));
        }
    }

    private static void refuse(List<Diagnostic> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidRoutesException(findings);
        }
    }

    private void loadFiles() throws Exception {
        CamelContext context = context();
        Map<RouteFile, RoutesBuilder> builders = new LinkedHashMap<>();
        Map<RouteFile, Exception> failures = new LinkedHashMap<>();
        for (RouteFile file : files.all()) {
            attempt(file, failures, () -> {
                Resource resource = ResourceHelper.fromBytes("file:" + file.name(), file.content());
                PluginHelper.getRoutesLoader(context)
                        .findRoutesBuilders(resource)
                        .forEach(builder -> builders.put(file, builder));
            });
        }
        // Routes name configurations and kamelets of other files, whatever the order of the files.
        builders.forEach((file, builder) -> attempt(file, failures, () -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        }));
        builders.forEach((file, builder) -> {
            if (file.isKamelet()) {
                attempt(file, failures, () -> context.addRoutes(builder));
            }
        });
        builders.forEach((file, builder) -> {
            if (!file.isKamelet()) {
                attempt(file, failures, () -> context.addRoutes(builder));
            }
        });
        builders.forEach((file, builder) -> attempt(file, failures, () -> context.addTemplatedRoutes(builder)));
        refuse(LoadFailure.explain(failures));
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void attempt(RouteFile file, Map<RouteFile, Exception> failures, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            failures.putIfAbsent(file, e);
        }
    }

    /** Lets the routes run: from here on requests, tasks and timers may come. */
    void start() throws Exception {
        template = context().createProducerTemplate();
        context().getRouteController().startAllRoutes();
        if (context().hasComponent("quartz") instanceof QuartzComponent timers) {
            timers.getScheduler().start();
        }
        List<String> still = context().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> !context().getRouteController().getRouteStatus(id).isStarted())
                .toList();
        if (!still.isEmpty()) {
            throw new IllegalStateException("these routes did not start: " + String.join(", ", still));
        }
    }

    RouteFiles files() {
        return files;
    }

    String version() {
        return files.version();
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** @return false when it is being retired: somebody else is in charge by now */
    boolean enter() {
        return inUse.enter();
    }

    void exit() {
        inUse.exit();
    }

    /** Calls a route; whoever does has entered. */
    Exchange call(String route, Map<String, Object> variables) {
        return template.send("direct:" + route, exchange -> variables.forEach(exchange::setVariable));
    }

    /** Hands a request to the routes that answer HTTP; whoever does has entered. */
    void handle(RoutingContext request) {
        main.router().handleContext(request);
    }

    /** Whether it has a route with that {@code direct:} name. */
    boolean has(String route) {
        return context().getRoutes().stream()
                .anyMatch(each -> each.getEndpoint().getEndpointUri().equals("direct://" + route));
    }

    /** How many routes there are, without those that Camel makes for each call of a kamelet. */
    long size() {
        return context().getRoutes().stream()
                .filter(route -> !route.isCreatedByKamelet())
                .count();
    }

    /** Ends its timers, waits for what was begun on it, and closes it. */
    void retire() {
        for (Route route : context().getRoutes()) {
            if (isTimer(route.getEndpoint())) {
                stop(route);
            }
        }
        inUse.awaitNobody();
        close();
        LOG.debug("Routes {} have ended", version());
    }

    private void stop(Route route) {
        try {
            context().getRouteController().stopRoute(route.getRouteId());
        } catch (Exception e) {
            LOG.warn("The timer {} of the former routes {} did not stop", route.getRouteId(), version(), e);
        }
    }

    /** What begins by itself, and not because somebody sends something. */
    private static boolean isTimer(Endpoint endpoint) {
        Endpoint inner = endpoint instanceof DelegateEndpoint delegate ? delegate.getEndpoint() : endpoint;
        return !inner.getEndpointUri().matches("(direct|kamelet|platform-http):.*");
    }

    @Override
    public void close() {
        try {
            main.stop();
            main.shutdown();
        } catch (RuntimeException e) {
            LOG.warn("Routes {} did not end as they should", version(), e);
        }
    }
}
