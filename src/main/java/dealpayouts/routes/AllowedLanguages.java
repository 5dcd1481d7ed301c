package dealpayouts.routes;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.spi.Language;

/** The languages that routes find. What an expression may do beyond that is said by the rules for route files. */
final class AllowedLanguages extends DefaultLanguageResolver {

    private static final Set<String> LANGUAGES =
            Set.of("bean", "constant", "exchangeProperty", "header", "jsonpath", "simple", "tokenize", "variable");

    /** What simple's functions begin with that reads what the message brings, or computes. */
    private static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "average",
            "bean",
            "body",
            "bodyAs",
            "bodyOneLine",
            "bodyType",
            "ceil",
            "collate",
            "concat",
            "contains",
            "date",
            "date-with-timezone",
            "distinct",
            "empty",
            "exception",
            "exchangeId",
            "exchangeProperty",
            "floor",
            "fromRouteId",
            "hash",
            "header",
            "headers",
            "hostname",
            "id",
            "iif",
            "in",
            "isAlpha",
            "isAlphaNumeric",
            "isEmpty",
            "isNumeric",
            "join",
            "length",
            "list",
            "lowercase",
            "mandatoryBodyAs",
            "map",
            "max",
            "messageTimestamp",
            "min",
            "not",
            "null",
            "pad",
            "prettyBody",
            "random",
            "range",
            "replace",
            "reverse",
            "routeId",
            "size",
            "split",
            "stepId",
            "substring",
            "substringAfter",
            "substringBefore",
            "substringBetween",
            "sum",
            "trim",
            "uppercase",
            "uuid",
            "variable",
            "variables");

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{\\s*([A-Za-z-]*)");
    /** From any object it is a step to its class, and from there to everything. */
    private static final Pattern CLASS = Pattern.compile("(?i)class|type:|\\.forName|@");

    @Override
    public Language resolveLanguage(String name, CamelContext context) {
        if (!LANGUAGES.contains(name)) {
            throw new IllegalArgumentException("The language '" + name + "' is not one that a route may use");
        }
        return switch (name) {
            case "simple" -> prepared(new Simple(), context);
            case "bean" -> prepared(new Bean(), context);
            default -> super.resolveLanguage(name, context);
        };
    }

    private static <L extends org.apache.camel.support.LanguageSupport> L prepared(L language, CamelContext context) {
        language.setCamelContext(context);
        return language;
    }

    /** @throws IllegalArgumentException when the text would do more than is allowed */
    static void requireAllowed(String text) {
        Matcher function = FUNCTION.matcher(text);
        int end = 0;
        while (function.find(end)) {
            end = function.end();
            if (!FUNCTIONS.contains(function.group(1))) {
                throw new IllegalArgumentException("A route may not use ${" + function.group(1) + "…}: " + text);
            }
            int close = text.indexOf('}', end);
            requireNoClass(text.substring(end, close < 0 ? text.length() : close), text);
        }
    }

    private static void requireNoClass(String part, String whole) {
        if (CLASS.matcher(part).find()) {
            throw new IllegalArgumentException("A route may not reach for a class: " + whole);
        }
    }

    private static final class Simple extends SimpleLanguage {

        @Override
        public Predicate createPredicate(String text) {
            requireAllowed(text);
            return super.createPredicate(text);
        }

        @Override
        public Expression createExpression(String text) {
            requireAllowed(text);
            return super.createExpression(text);
        }

        @Override
        public Predicate createPredicate(String text, Object[] properties) {
            requireAllowed(text);
            return super.createPredicate(text, properties);
        }

        @Override
        public Expression createExpression(String text, Object[] properties) {
            requireAllowed(text);
            return super.createExpression(text, properties);
        }
    }

    private static final class Bean extends BeanLanguage {

        private static final int CLASS_OF_BEAN = 3;

        @Override
        public Predicate createPredicate(String text, Object[] properties) {
            requireNoClass(text, properties);
            return super.createPredicate(text, properties);
        }

        @Override
        public Expression createExpression(String text, Object[] properties) {
            requireNoClass(text, properties);
            return super.createExpression(text, properties);
        }

        /** @param properties in Camel's order: type of the result, bean, method, class, name and more */
        private static void requireNoClass(String text, Object[] properties) {
            if (properties.length > CLASS_OF_BEAN && properties[CLASS_OF_BEAN] != null) {
                throw new IllegalArgumentException("A route calls beans by their name, not by their class");
            }
            if (text != null) {
                AllowedLanguages.requireNoClass(text, text);
            }
            for (Object property : properties) {
                if (property instanceof String part) {
                    AllowedLanguages.requireNoClass(part, part);
                }
            }
        }
    }
}
