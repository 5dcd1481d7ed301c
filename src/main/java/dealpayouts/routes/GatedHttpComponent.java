package dealpayouts.routes;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpEndpointUriFactory;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's component for HTTP with one client for all its endpoints, in which the gate is the outermost step. An endpoint
 * decides what it asks for and which answers are results, and nothing about the client.
 */
final class GatedHttpComponent extends HttpComponent {

    /** Without dashes and in small letters. */
    private static final Set<String> ALLOWED = Set.of(
            "httpmethod",
            "okstatuscoderange",
            "throwexceptiononfailure",
            "ignoreresponsebody",
            "skiprequestheaders",
            "skipresponseheaders",
            "copyheaders",
            "lazystartproducer");

    private static final Set<String> OPTIONS = new HttpEndpointUriFactory()
            .propertyNames().stream().map(GatedHttpComponent::plain).collect(Collectors.toSet());

    private final HttpClientConfigurer gate;
    private CloseableHttpClient client;

    GatedHttpComponent(HttpClientConfigurer gate) {
        this.gate = gate;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        parameters.forEach(GatedHttpComponent::requireAllowed);
        HttpEndpoint endpoint = (HttpEndpoint) super.createEndpoint(uri, remaining, parameters);
        // Whatever an option has made of the endpoint's own client: this one is used.
        endpoint.setHttpClient(new Shared(client()));
        return endpoint;
    }

    /** What is no option becomes a part of the query, which the gate judges; a query refers to no bean. */
    private static void requireAllowed(String name, Object value) {
        String plain = plain(name);
        boolean ofClient = plain.startsWith("httpclient.") || plain.startsWith("httpconnection.");
        boolean isReference = String.valueOf(value).startsWith("#");
        if (ofClient || isReference || OPTIONS.contains(plain) && !ALLOWED.contains(plain)) {
            throw new IllegalArgumentException("A call over HTTP may not have the option '" + name + "'");
        }
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private synchronized CloseableHttpClient client() throws Exception {
        if (client == null) {
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setMaxConnTotal(getMaxTotalConnections())
                            .setMaxConnPerRoute(getConnectionsPerRoute())
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(Timeout.ofMilliseconds(getConnectTimeout()))
                                    .build())
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(Timeout.ofMilliseconds(getConnectionRequestTimeout()))
                            .setResponseTimeout(Timeout.ofMilliseconds(getResponseTimeout()))
                            .build())
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching();
            // A proxy of the operator's, if the settings name one.
            HttpClientConfigurer ofSettings = createHttpClientConfigurer(new HashMap<>(), true);
            if (ofSettings != null) {
                ofSettings.configureHttpClient(builder);
            }
            gate.configureHttpClient(builder);
            client = builder.build();
        }
        return client;
    }

    @Override
    public void doStop() throws Exception {
        super.doStop();
        synchronized (this) {
            if (client != null) {
                client.close();
                client = null;
            }
        }
    }

    /** An endpoint closes the client that it has when it ends; the others still need this one. */
    private record Shared(CloseableHttpClient client) implements HttpClient {

        @Override
        @Deprecated
        public org.apache.hc.core5.http.HttpResponse execute(ClassicHttpRequest request) throws IOException {
            return client.execute(request);
        }

        @Override
        @Deprecated
        public org.apache.hc.core5.http.HttpResponse execute(ClassicHttpRequest request, HttpContext context)
                throws IOException {
            return client.execute(request, context);
        }

        @Override
        @Deprecated
        public ClassicHttpResponse execute(HttpHost target, ClassicHttpRequest request) throws IOException {
            return client.execute(target, request);
        }

        @Override
        @Deprecated
        public org.apache.hc.core5.http.HttpResponse execute(
                HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
            return client.execute(target, request, context);
        }

        @Override
        public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
                throws IOException {
            return client.execute(request, handler);
        }

        @Override
        public <T> T execute(
                ClassicHttpRequest request, HttpContext context, HttpClientResponseHandler<? extends T> handler)
                throws IOException {
            return client.execute(request, context, handler);
        }

        @Override
        public <T> T execute(
                HttpHost target, ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
                throws IOException {
            return client.execute(target, request, handler);
        }

        @Override
        public <T> T execute(
                HttpHost target,
                ClassicHttpRequest request,
                HttpContext context,
                HttpClientResponseHandler<? extends T> handler)
                throws IOException {
            return client.execute(target, request, context, handler);
        }
    }
}
