package dealpayouts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.remote.RateLimitedClient;
import dealpayouts.remote.Reach;
import dealpayouts.remote.Remote;
import dealpayouts.remote.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What holds at run time, without any rule for route files. Judged by what the stand-ins and the log got to see. */
class FencedContextTest {

    private static final String TOKEN = "the-token-that-stays-here";
    private static final String KEY = "wise.api-key";

    private final WireMockServer wise =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final WireMockServer other =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private FencedContext context;

    @BeforeEach
    void open() {
        System.setProperty(KEY, TOKEN);
        wise.start();
        other.start();
        wise.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("answer")));
        other.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("answer")));
        log.start();
        root().addAppender(log);
        context = new FencedContext(
                new RateLimitedClient(
                        1_000,
                        new Reach(
                                Map.of(Remote.WISE, URI.create(wise.baseUrl())),
                                Map.of(Remote.WISE, TOKEN),
                                List.of(URI.create(other.baseUrl())),
                                List.of(new Secret("the token for Wise", TOKEN, null)),
                                Reach.Webhooks.NONE),
                        called -> {}),
                "",
                Set.of());
        Properties settings = new Properties();
        settings.put("wise.address", wise.baseUrl());
        settings.put("other.address", other.baseUrl());
        context.getPropertiesComponent().setInitialProperties(settings);
        context.getRegistry().bind("freeClient", HttpClients.createDefault());
        HttpClientConfigurer free = client -> {};
        context.getRegistry().bind("freeConfigurer", free);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        root().detachAppender(log);
        wise.stop();
        other.stop();
        System.clearProperty(KEY);
    }

    @Test
    void theTokenIsAddedBehindTheRoute() throws Exception {
        assertThat(answerOf(call("{{wise.address}}/v2/profiles", "httpMethod: GET")))
                .isEqualTo("answer");

        assertThat(wise.getAllServeEvents()).singleElement().satisfies(event -> assertThat(
                        event.getRequest().getHeader("Authorization"))
                .isEqualTo("Bearer " + TOKEN));
    }

    @Test
    void anAllowedHostIsCalledWithoutIt() throws Exception {
        assertThat(answerOf(call("{{other.address}}/hook", "httpMethod: POST"))).isEqualTo("answer");

        assertThat(other.getAllServeEvents()).singleElement().satisfies(event -> assertThat(
                        event.getRequest().getHeader("Authorization"))
                .isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"constant", "exchangeProperty", "header", "jsonpath", "simple", "tokenize", "variable", "bean"})
    void aListedLanguageIsThere(String name) {
        context.build();

        assertThat(context.resolveLanguage(name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bean",
                "caffeine-cache",
                "direct",
                "http",
                "https",
                "kamelet",
                "log",
                "micrometer",
                "platform-http",
                "quartz"
            })
    void aListedComponentIsThere(String name) {
        context.build();

        assertThat(context.getComponent(name)).isNotNull();
    }

    @Test
    void aRedirectIsNotFollowed() {
        other.stubFor(WireMock.any(WireMock.anyUrl())
                .willReturn(WireMock.temporaryRedirect(wise.baseUrl() + "/v2/profiles")));

        assertRefused(call("{{other.address}}/hook", "httpMethod: GET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:HOME}",
                "${env.HOME}",
                "${sysenv.HOME}",
                "${sys.wise.api-key}",
                "$simple{sys.wise.api-key}",
                "${properties:wise.api-key}",
                "${properties:wise.api-key:none}",
                "${camelContext.propertiesComponent}",
                "${camelContext.resolvePropertyPlaceholders('{{sys:wise.api-key}}')}",
                "${exchange.context}",
                "${ref:freeClient}",
                "${type:java.lang.System}",
                "${bean:type:java.lang.System?method=getProperty('wise.api-key')}",
                "${bean:class:java.lang.System?method=getProperty('wise.api-key')}",
                "${body.getClass.forName('java.lang.System').getProperty('wise.api-key')}",
                "${body.class.name}",
                "${body} ${sys.wise.api-key}",
                "${bodyAs(${sys.wise.api-key})}",
                "resource:file:/etc/hostname",
                "resource:classpath:logback.xml",
                "{{wise.api-key}}",
                "{{env:HOME}}",
                "{{sys:wise.api-key}}",
                "{{sys:{{wise.address}}}}",
                "{{service:wise}}",
                "{{bean:freeClient.toString}}",
                "{{own.missing:$}}{sys.wise.api-key}",
                "${variable.door.fileSystem.readFileBlocking('/proc/self/environ')}",
                "${body.concat('x')}",
                "${exception.exchange.context}",
                "{{HOME}}"
            })
    void anExpressionReadsNoSecret(String expression) {
        assertRefused(
                """
                - setBody:
                    expression:
                      simple:
                        expression: "%s"
                - log:
                    message: "${body}"
                """
                        .formatted(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:HOME}", "{{sys:wise.api-key}}", "${sys.wise.api-key}"})
    void neitherDoesALog(String message) {
        assertRefused("- log:\n    message: \"" + message + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/tmp/fenced",
                "class:java.lang.System?method=lineSeparator",
                "language:constant:x",
                "caffeine-loadcache:x",
                "https-or-so:x",
                "bean:type:java.lang.System?method=lineSeparator"
            })
    void aComponentThatIsNotListedIsNotThere(String address) {
        assertRefused("- to:\n    uri: \"" + address + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csimple", "ref", "xpath", "file"})
    void aLanguageThatIsNotListedIsNotThere(String language) {
        assertRefused(
                """
                - setBody:
                    expression:
                      language:
                        language: %s
                        expression: freeClient
                """
                        .formatted(language));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "httpClient: '#bean:freeClient'",
                "httpClientConfigurer: '#bean:freeConfigurer'",
                "httpclientconfigurer: '#bean:freeConfigurer'",
                "http-client-configurer: '#bean:freeConfigurer'",
                "clientBuilder: '#bean:freeClient'",
                "clientConnectionManager: '#bean:freeClient'",
                "httpClient.redirectsEnabled: true",
                "httpConnection.soTimeout: 1000",
                "followRedirects: true",
                "proxyHost: localhost",
                "headerFilterStrategy: '#bean:freeClient'",
                "httpActivityListener: '#bean:freeClient'",
                "httpBinding: '#bean:freeClient'",
                "cookieStore: '#bean:freeClient'",
                "sslContextParameters: '#bean:freeClient'",
                "x509HostnameVerifier: '#bean:freeClient'",
                "preserveHostHeader: true",
                "getWithBody: true"
            })
    void anOptionOfACallReplacesNothingOfTheClient(String option) {
        assertRefused(call("{{wise.address}}/v2/profiles", "httpMethod: GET", option));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{wise.address}}/v1/transfers",
                "{{wise.address}}/v1/transfers;x=%252Fquotes",
                "{{wise.address}}/v1/transfers%2F..%2Fquotes",
                "{{wise.address}}/v1/transfers/../../v3/quotes",
                "{{wise.address}}/v1//transfers",
                "{{wise.address}}/v1/transfers/",
                "{{wise.address}}/v1/accounts",
                "{{wise.address}}/v3/profiles/1/transfers/2150000123/payments",
                "{{wise.address}}/v1/transfer-requirements?_method=PUT",
                "http://127.0.0.1/v2/profiles",
                "https://elsewhere.example/hook"
            })
    void aCallThatIsNotListedOrNotPermittedStaysHere(String address) {
        assertRefused(call(address, "httpMethod: POST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- bean:\n    beanType: java.lang.System\n    method: lineSeparator\n",
                "- bean:\n    ref: 'class:java.lang.System'\n    method: lineSeparator\n",
                "- setBody:\n    expression:\n      method:\n        beanType: java.lang.System\n        method: lineSeparator\n",
                "- setBody:\n    expression:\n      method:\n        beanType: org.apache.camel.util.IOHelper\n"
                        + "        method: lookupEnvironmentVariable('HOME')\n",
                "- convertBodyTo:\n    type: java.lang.ProcessBuilder\n"
            })
    void aClassIsNotReached(String steps) {
        assertRefused(steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody:\n    expression:\n      simple:\n        expression: ${bean:door?method=length}\n",
                "- setBody:\n    expression:\n      simple:\n        expression: '{{own.missing:$}}{bean:door?method=length}'\n",
                "- setBody:\n    expression:\n      method:\n        ref: door\n        method: length\n",
                "- to:\n    uri: bean:door\n    parameters:\n      method: length\n",
                "- to:\n    uri: bean:door?method=length\n",
                "- bean:\n    ref: door\n    method: length\n"
            })
    void aBeanThatIsNotListedIsNotCalled(String steps) {
        context.getRegistry().bind("door", "open");

        assertRefused(steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: java.lang.ProcessBuilder\n  initMethod: start",
                "type: '#class:java.lang.Runtime#getRuntime'",
                "type: java.lang.Runtime\n  factoryMethod: getRuntime",
                "type: org.apache.camel.component.properties.EnvPropertiesFunction",
                "type: dealpayouts.Application",
                "type: java.lang.String\n  factoryBean: '#class:java.lang.System'\n  factoryMethod: lineSeparator"
            })
    void aBeanOfAnyClassIsNotMade(String bean) {
        assertThatThrownBy(() -> load("- beans:\n" + ("- name: made\n  " + bean).indent(4)))
                .isInstanceOf(Exception.class);
        assertThat(context.getRegistry().lookupByName("made")).isNull();
    }

    @Test
    void aHeaderOfCamelsDoesNotLeadElsewhere() {
        assertRefused(
                """
                - setHeader:
                    name: CamelHttpUri
                    expression:
                      constant:
                        expression: https://elsewhere.example/hook
                """
                        + call("{{other.address}}/hook", "httpMethod: POST"));
    }

    private static String call(String address, String... options) {
        StringBuilder step = new StringBuilder("- to:\n    uri: \"" + address + "\"\n    parameters:\n");
        for (String option : options) {
            step.append("      ").append(option).append('\n');
        }
        return step.toString();
    }

    /** The route cannot be loaded, or fails when it is called; nobody outside hears of it, and nobody is told the token. */
    private void assertRefused(String steps) {
        assertThatThrownBy(() -> answerOf(steps)).satisfies(refused -> {
            for (Throwable t = refused; t != null; t = t.getCause()) {
                assertThat(String.valueOf(t.getMessage())).doesNotContain(TOKEN);
            }
        });
        assertThat(wise.getAllServeEvents()).isEmpty();
        assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains(TOKEN));
        assertThat(other.getAllServeEvents())
                .noneMatch(event -> event.getRequest().toString().contains(TOKEN));
    }

    private String answerOf(String steps) throws Exception {
        String route =
                """
                - route:
                    id: tried
                    from:
                      uri: direct:tried
                      steps:
                """
                        + steps.indent(8);
        load(route);
        context.start();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody("direct:tried", "", String.class);
        }
    }

    private void load(String text) throws Exception {
        context.build();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromBytes("file:tried.camel.yaml", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
