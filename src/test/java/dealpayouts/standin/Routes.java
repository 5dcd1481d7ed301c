package dealpayouts.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which handler answers which method and path. In a path {@code {id}} stands for digits and {@code {key}} for any one segment. */
final class Routes {

    private record Route(String method, Pattern path, Function<Call, Answer> handler) {}

    private final List<Route> routes = new ArrayList<>();

    void on(String method, String path, Function<Call, Answer> handler) {
        String pattern = path.replace("{id}", "(\\d{1,18})").replace("{key}", "([^/]+)");
        routes.add(new Route(method, Pattern.compile(pattern), handler));
    }

    Optional<Answer> answer(Call call) {
        for (Route route : routes) {
            if (route.method.equals(call.method())) {
                Matcher matcher = route.path.matcher(call.path());
                if (matcher.matches()) {
                    List<String> variables = new ArrayList<>();
                    for (int i = 1; i <= matcher.groupCount(); i++) {
                        variables.add(matcher.group(i));
                    }
                    return Optional.of(route.handler.apply(call.withVariables(variables)));
                }
            }
        }
        return Optional.empty();
    }

    boolean knowsPath(String path) {
        return routes.stream().anyMatch(route -> route.path.matcher(path).matches());
    }
}
