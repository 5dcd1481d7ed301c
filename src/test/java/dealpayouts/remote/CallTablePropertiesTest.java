package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** However a call is spelled: it is one of the listed ones to the letter, or it does not leave. */
class CallTablePropertiesTest {

    private static final String ID = "2150000123";
    private static final String UUID = "68d3a3f2-9c3f-4b8a-a6a2-4b2f2a4c1d11";
    private static final List<CallTable.Call> CALLS = WiseCalls.TABLE.all();

    @Property(tries = 20_000)
    void whatPassesIsOneOfTheListedCalls(@ForAll("spellings") Tuple2<String, String> call) {
        Optional<CallTable.Match> passed = find(call.get1(), call.get2());

        passed.ifPresent(match -> {
            assertThat(match.call().method()).isEqualTo(call.get1());
            assertThat(call.get2().split("\\?", 2)[0]).matches(literally(match.call()));
        });
    }

    @Property
    void aListedCallPassesAsWhatItIs(@ForAll("listed") CallTable.Call call) {
        assertThat(find(call.method(), filled(call)))
                .get()
                .extracting(match -> match.call().does())
                .isEqualTo(call.does());
    }

    /** Judged where a request is judged: the target first, then the table. */
    private static Optional<CallTable.Match> find(String method, String path) {
        try {
            BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, (HttpHost) null, path);
            request.setScheme("https");
            request.setAuthority(new URIAuthority("api.wise.com"));
            Target target = Target.of(request, new HttpRoute(new HttpHost("https", "api.wise.com", 443)));
            return WiseCalls.TABLE.find(method, target.path(), target.query());
        } catch (RefusedCallException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static Pattern literally(CallTable.Call call) {
        return Pattern.compile(call.path()
                .replace(".", "\\.")
                .replace("{id}", "[0-9]{1,18}")
                .replace("{uuid}", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));
    }

    private static String filled(CallTable.Call call) {
        return call.path().replace("{id}", ID).replace("{uuid}", UUID);
    }

    @Provide
    Arbitrary<CallTable.Call> listed() {
        return Arbitraries.of(CALLS);
    }

    @Provide
    Arbitrary<Tuple2<String, String>> spellings() {
        Arbitrary<String> methods =
                Arbitraries.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "get", "Post", "PURGE");
        Arbitrary<String> own = listed().map(CallTable.Call::method);
        return Combinators.combine(Arbitraries.oneOf(methods, own), paths()).as(Tuple::of);
    }

    private Arbitrary<String> paths() {
        Arbitrary<String> path = listed().map(CallTablePropertiesTest::filled);
        Arbitrary<String> noise = Arbitraries.of(
                "/",
                "//",
                "/.",
                "/..",
                "/./",
                "/../",
                ";",
                ";x=1",
                ";x=%252Fquotes",
                "%2F",
                "%2f",
                "%252F",
                "%2e%2e",
                "%00",
                "%",
                "\\",
                "?",
                "?_method=PUT",
                "?x",
                "#",
                "#/v1/quotes",
                "&",
                " ",
                "\t",
                "\n",
                "\u0000",
                "\u00e9",
                "\uff0f",
                "\u2215",
                "\u200b",
                "\u0660",
                "quotes",
                "/quotes",
                "/payments",
                "/cancel",
                "transfers",
                "v1",
                "@",
                ":",
                "*",
                "~",
                "+",
                "-",
                "0",
                "1",
                "null",
                "${id}",
                "{id}");
        Arbitrary<String> mutated = Combinators.combine(
                        path, noise, Arbitraries.doubles().between(0, 1))
                .as((text, extra, where) -> {
                    int at = (int) (where * text.length());
                    return text.substring(0, at) + extra + text.substring(at);
                });
        Arbitrary<String> twice = Combinators.combine(
                        mutated, noise, Arbitraries.doubles().between(0, 1))
                .as((text, extra, where) -> {
                    int at = (int) (where * text.length());
                    return text.substring(0, at) + extra + text.substring(at);
                });
        Arbitrary<String> cut = Combinators.combine(
                        path,
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0, 1))
                .as((text, from, to) -> {
                    int begin = (int) (from * text.length());
                    int end = begin + (int) (to * (text.length() - begin));
                    return text.substring(0, begin) + text.substring(end);
                });
        Arbitrary<String> cased = Combinators.combine(
                        path, Arbitraries.doubles().between(0, 1))
                .as((text, where) -> {
                    int at = (int) (where * (text.length() - 1));
                    return text.substring(0, at)
                            + text.substring(at, at + 1).toUpperCase(Locale.ROOT)
                            + text.substring(at + 1);
                });
        Arbitrary<String> joined = Combinators.combine(path, noise, path).as((one, with, two) -> one + with + two);
        return Arbitraries.oneOf(
                path, mutated, twice, cut, cased, joined, Arbitraries.strings().ofMaxLength(30));
    }
}
