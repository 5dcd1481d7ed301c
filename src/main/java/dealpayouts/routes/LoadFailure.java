package dealpayouts.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.util.ObjectHelper;

/** Puts what Camel says about a file that it does not load into a finding. */
final class LoadFailure {

    private static final int LONGEST = 600;
    private static final Pattern LINE = Pattern.compile("line (\\d+), column (\\d+)");

    private LoadFailure() {}

    /** A bean that a route does not find may be one of another file that was not loaded: then only that file is named. */
    static List<Diagnostic> explain(Map<RouteFile, Exception> failures) {
        List<Diagnostic> own = new ArrayList<>();
        List<Diagnostic> perhapsOfOthers = new ArrayList<>();
        failures.forEach((file, failure) -> (ObjectHelper.getException(NoSuchBeanException.class, failure) == null
                        ? own
                        : perhapsOfOthers)
                .add(explain(file.name(), failure)));
        return own.isEmpty() ? perhapsOfOthers : own;
    }

    static Diagnostic explain(String file, Throwable failure) {
        Throwable root = failure;
        int line = 0;
        int column = 0;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            root = t;
            Matcher place = LINE.matcher(String.valueOf(t.getMessage()));
            if (place.find()) {
                line = Integer.parseInt(place.group(1));
                column = Integer.parseInt(place.group(2));
            }
        }
        return new Diagnostic(file, line, column, sentence(root), "Camel does not load it; correct that.");
    }

    private static String sentence(Throwable root) {
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String text = message.replaceAll("\\s+", " ").strip();
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
