package dealpayouts.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in Camel's simple language, taken apart. Only functions of {@link RouteVocabulary#FUNCTIONS} in exactly the forms
 * below are understood, so that nothing can hide in a spelling that Camel reads and we do not.
 */
final class SimpleText {

    /** Stands where a function was taken out. */
    private static final String MARK = "${@}";

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";
    private static final String PART = "(?:\\??\\." + NAME + "|\\??\\[[A-Za-z0-9_. -]+])";
    private static final String ARGUMENTS = "\\((?:[^${}()\\\\]|\\$\\{@}|\\([^${}()\\\\]*\\))*\\)";

    private static final Pattern HEADER_OF_VARIABLE =
            Pattern.compile("variable\\.header:(?<name>" + NAME + ")\\.(?<rest>" + NAME + ")");
    private static final Pattern VARIABLE = Pattern.compile("variable\\.(?<name>" + NAME + ")(?<rest>" + PART + "*)");
    private static final Pattern BODY = Pattern.compile("body(?<rest>" + PART + "*)");
    private static final Pattern HEADER = Pattern.compile("header\\.(?<name>" + NAME + ")");
    private static final Pattern EXCEPTION = Pattern.compile("exception(?:\\.(?<name>statusCode))?");
    private static final Pattern BEAN =
            Pattern.compile("bean:(?<name>" + NAME + ")\\?method=(?<rest>" + NAME + ")(?:" + ARGUMENTS + ")?");
    private static final Pattern COLLECTION = Pattern.compile("(?:map|list)" + ARGUMENTS);
    private static final Pattern WORD = Pattern.compile("exchangeId|routeId|uuid|date:now:[A-Za-z0-9:/. '_-]+");
    private static final Pattern CONDITION_WORDS = Pattern.compile(
            "(?:==|=~|!=~|!=|>=|<=|>|<|~~|!~~|&&|\\|\\||contains|!contains|in|!in|startsWith|endsWith|!startsWith|"
                    + "!endsWith|starts with|ends with|null|true|false|-?\\d+|,|\\s)*");

    private SimpleText() {}

    /** Kinds of functions. */
    enum Kind {
        VARIABLE,
        HEADER_OF_VARIABLE,
        BODY,
        EXCEPTION,
        BEAN,
        OTHER
    }

    /**
     * A function in a text.
     *
     * @param name of the variable, bean or header; empty when it has none
     * @param rest what follows: parts such as {@code .amount[0]}, or a bean's method
     */
    record Function(Kind kind, String name, String rest) {

        /** The parts behind the name, each beginning with a dot or a bracket. */
        List<String> parts() {
            List<String> parts = new ArrayList<>();
            Matcher part = Pattern.compile(PART).matcher(rest);
            while (part.find()) {
                parts.add(part.group().replace("?", ""));
            }
            return parts;
        }

        /** Whether it is nothing but the variable or the body itself. */
        boolean isWhole() {
            return rest.isEmpty();
        }
    }

    /** Whether anything in it would be evaluated. */
    static boolean isEvaluated(String text) {
        return text.contains("${") || text.contains("$simple{") || text.contains("$init{");
    }

    /**
     * Takes a text apart.
     *
     * @param refused gets what is not understood, with the function's first word
     * @return its functions, inner ones first
     */
    static List<Function> functions(String text, BiConsumer<String, String> refused) {
        List<Function> functions = new ArrayList<>();
        takeApart(text, functions, refused);
        return functions;
    }

    /** What is left of a condition between functions and quoted texts must be comparisons. */
    static boolean isCondition(String text) {
        String left = takeApart(text, new ArrayList<>(), (function, word) -> {});
        return CONDITION_WORDS
                .matcher(left.replace(MARK, " ").replaceAll("'[^']*'|\"[^\"]*\"", " "))
                .matches();
    }

    /** If the whole text is one function. */
    static boolean isOneFunction(String text) {
        return takeApart(text.strip(), new ArrayList<>(), (function, word) -> {})
                .equals(MARK);
    }

    private static String takeApart(String text, List<Function> functions, BiConsumer<String, String> refused) {
        if (text.contains("$simple{") || text.contains("$init{") || text.contains(MARK)) {
            refused.accept(text, "");
        }
        String left = text;
        while (true) {
            int start = lastFunction(left);
            if (start < 0) {
                return left;
            }
            int end = left.indexOf('}', start);
            while (end >= 0 && left.startsWith(MARK, end - 3)) {
                end = left.indexOf('}', end + 1);
            }
            if (end < 0 || (start > 0 && left.charAt(start - 1) == '\\')) {
                refused.accept(left.substring(start), left.substring(start + 2).replaceFirst("[^A-Za-z].*", ""));
                return left.substring(0, start);
            }
            read(left.substring(start + 2, end), functions, refused);
            left = left.substring(0, start) + MARK + left.substring(end + 1);
        }
    }

    /** Where the last function begins that is not taken apart yet. */
    private static int lastFunction(String text) {
        int at = text.lastIndexOf("${");
        while (at >= 0 && text.startsWith(MARK, at)) {
            at = at == 0 ? -1 : text.lastIndexOf("${", at - 1);
        }
        return at;
    }

    private static void read(String content, List<Function> functions, BiConsumer<String, String> refused) {
        Function function = null;
        Matcher matcher;
        if ((matcher = HEADER_OF_VARIABLE.matcher(content)).matches()) {
            function = new Function(Kind.HEADER_OF_VARIABLE, matcher.group("name"), matcher.group("rest"));
        } else if ((matcher = VARIABLE.matcher(content)).matches()) {
            function = new Function(Kind.VARIABLE, matcher.group("name"), matcher.group("rest"));
        } else if ((matcher = BODY.matcher(content)).matches()) {
            function = new Function(Kind.BODY, "", matcher.group("rest"));
        } else if ((matcher = BEAN.matcher(content)).matches()) {
            function = new Function(Kind.BEAN, matcher.group("name"), matcher.group("rest"));
        } else if ((matcher = EXCEPTION.matcher(content)).matches()) {
            function = new Function(Kind.EXCEPTION, "", matcher.group("name") == null ? "" : matcher.group("name"));
        } else if (HEADER.matcher(content).matches()
                || COLLECTION.matcher(content).matches()
                || WORD.matcher(content).matches()) {
            function = new Function(Kind.OTHER, "", "");
        }
        if (function == null) {
            refused.accept("${" + content.replace(MARK, "…") + "}", content.replaceFirst("[^A-Za-z].*", ""));
        } else {
            functions.add(function);
        }
    }
}
