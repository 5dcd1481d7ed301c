package dealpayouts.routes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what Camel says about a file that it does not load into a finding. */
final class LoadFailure {

    private static final int LONGEST = 600;
    private static final Pattern LINE = Pattern.compile("line (\\d+), column (\\d+)");

    private LoadFailure() {}

    static Finding explain(String file, Throwable failure) {
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
        return new Finding(file, line, column, sentence(root), "Camel does not load it; correct that.");
    }

    private static String sentence(Throwable root) {
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String text = message.replaceAll("\\s+", " ").strip();
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
