package dealpayouts.routes;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.spi.Language;

/** The languages that routes find, and what expressions in them may do. */
final class AllowedLanguages extends DefaultLanguageResolver {

    private static final Set<String> LANGUAGES =
            Set.of("bean", "constant", "exchangeProperty", "header", "jsonpath", "simple", "tokenize", "variable");

    private final ListedBeans beans;

    AllowedLanguages(ListedBeans beans) {
        this.beans = beans;
    }

    @Override
    public Language resolveLanguage(String name, CamelContext context) {
        if (!LANGUAGES.contains(name)) {
            throw new IllegalArgumentException("The language '" + name + "' is not one that a route may use");
        }
        return switch (name) {
            case "simple" -> prepared(new Simple(), context);
            case "bean" -> prepared(new Bean(beans), context);
            default -> super.resolveLanguage(name, context);
        };
    }

    private static <L extends org.apache.camel.support.LanguageSupport> L prepared(L language, CamelContext context) {
        language.setCamelContext(context);
        return language;
    }

    /**
     * Only functions in the forms that the rules for route files know, in the text as it is when settings have been put in.
     *
     * @throws IllegalArgumentException when the text would do more than is allowed
     */
    static void requireAllowed(String text) {
        SimpleText.functions(text, (function, word) -> {
            throw new IllegalArgumentException("A route may not use " + function + ": " + text);
        });
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

        private static final String BY_NAME = "A route calls beans by their name and a method, not by their class";

        private static final Pattern PARTS = Pattern.compile("[A-Za-z0-9_.?\\[\\] -]*");
        /** From any object it is a step to its class, and from there to everything. */
        private static final Pattern CLASS_PART = Pattern.compile("(?i)class");

        private static final int OBJECT = 1;
        private static final int METHOD = 2;
        private static final int CLASS = 3;
        private static final int NAME = 4;

        private final ListedBeans beans;

        Bean(ListedBeans beans) {
            this.beans = beans;
        }

        @Override
        public Predicate createPredicate(String text, Object[] properties) {
            requireListed(properties);
            return super.createPredicate(text, properties);
        }

        @Override
        public Expression createExpression(String text, Object[] properties) {
            requireListed(properties);
            return super.createExpression(text, properties);
        }

        @Override
        public Predicate createPredicate(String text) {
            throw new IllegalArgumentException(BY_NAME);
        }

        @Override
        public Expression createExpression(String text) {
            throw new IllegalArgumentException(BY_NAME);
        }

        /** @param properties in Camel's order: type of the result, bean, method, class, name and more */
        private void requireListed(Object[] properties) {
            String method = properties.length > METHOD ? (String) properties[METHOD] : null;
            if (properties.length > METHOD && properties[OBJECT] != null) {
                requireParts(method);
            } else if (properties.length > NAME && properties[CLASS] == null) {
                beans.requireListed(getCamelContext(), (String) properties[NAME], method);
            } else {
                throw new IllegalArgumentException(BY_NAME);
            }
        }

        /** So Camel reads {@code .amount.currency} of a variable: parts without arguments, none of which is a class. */
        private static void requireParts(String parts) {
            if (parts == null
                    || !PARTS.matcher(parts).matches()
                    || CLASS_PART.matcher(parts).find()) {
                throw new IllegalArgumentException("A route may not reach for '" + parts + "'");
            }
        }
    }
}
