package dealpayouts.routes;

import java.util.Map;
import java.util.TreeMap;

/** Steps that no route may have, and what to do instead. */
final class SafeSteps {

    private static final String POLICY =
            "Failures go to the error policy that the route names (remote-errors.camel.yaml), which decides what each"
                    + " becomes; a swallowed one would leave a payment in doubt.";
    private static final String CODE = "Rules are Java, in a bean; a route says what comes next.";

    static final Map<String, String> FORBIDDEN = forbidden();

    private SafeSteps() {}

    private static Map<String, String> forbidden() {
        Map<String, String> steps = new TreeMap<>();
        for (String name :
                new String[] {"doTry", "doCatch", "doFinally", "onException", "errorHandler", "onFallback"}) {
            steps.put(name, POLICY);
        }
        for (String name :
                new String[] {"script", "groovy", "js", "python", "joor", "java", "mvel", "ognl", "spel", "wasm"}) {
            steps.put(name, CODE);
        }
        return Map.copyOf(steps);
    }
}
