package dealpayouts.routes;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What values of routes are, as far as their Java types tell, and which parts of them a route may read. */
final class ValueTypes {

    /** Of what is nothing known but that it is there. */
    static final Type UNKNOWN = Object.class;

    /** A remote's answer: a text that is read by a bean and shown to nobody. */
    static final Type ANSWER = Answer.class;

    private static final String OURS = "dealpayouts.";
    /** Texts that hold more than people may read. */
    private static final Set<String> INTERNAL = Set.of("transferBody");

    private static final class Answer {}

    private ValueTypes() {}

    /**
     * The type of a part.
     *
     * @param part such as {@code .amount} or {@code [key]}
     * @return null when there is no such part, or a route may not read it
     */
    static Type part(Type type, String part) {
        Class<?> raw = raw(type);
        if (part.startsWith("[")) {
            return indexed(type, raw);
        }
        String name = part.substring(1);
        if (Collection.class.isAssignableFrom(raw)) {
            return name.equals("size") ? Integer.class : null;
        }
        if (raw == Currency.class) {
            return name.equals("currencyCode") ? String.class : null;
        }
        if (!raw.getName().startsWith(OURS) || raw.isEnum() || raw == Answer.class) {
            return null;
        }
        return Arrays.stream(raw.getMethods())
                .filter(ValueTypes::isReadable)
                .filter(method -> name(method).equals(name))
                .map(Method::getGenericReturnType)
                .findFirst()
                .orElse(null);
    }

    private static Type indexed(Type type, Class<?> raw) {
        if (Map.class.isAssignableFrom(raw)) {
            return argument(type, 1);
        }
        if (List.class.isAssignableFrom(raw)) {
            return argument(type, 0);
        }
        return raw == Object.class ? UNKNOWN : null;
    }

    /** What a list is split into. */
    static Type element(Type type) {
        return Iterable.class.isAssignableFrom(raw(type)) ? argument(type, 0) : UNKNOWN;
    }

    /** The parts that a route may read, for a message. */
    static Set<String> parts(Type type) {
        Set<String> names = new TreeSet<>();
        Class<?> raw = raw(type);
        if (raw.getName().startsWith(OURS) && !raw.isEnum() && raw != Answer.class) {
            Arrays.stream(raw.getMethods())
                    .filter(ValueTypes::isReadable)
                    .map(ValueTypes::name)
                    .forEach(names::add);
        }
        return names;
    }

    private static boolean isReadable(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass().getName().startsWith(OURS)
                && !Set.of("hashCode", "toString").contains(method.getName());
    }

    private static String name(Method method) {
        String name = method.getName();
        for (String prefix : List.of("get", "is")) {
            if (name.length() > prefix.length()
                    && name.startsWith(prefix)
                    && Character.isUpperCase(name.charAt(prefix.length()))) {
                String rest = name.substring(prefix.length());
                return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
            }
        }
        return name;
    }

    /** Whether people may read it as it is: a word, a number, an amount or a time, and no record, list or answer. */
    static boolean isPlain(Type type, String lastPart) {
        Class<?> raw = raw(type);
        return !INTERNAL.contains(lastPart)
                && (raw.isPrimitive()
                        || raw.isEnum()
                        || raw == String.class
                        || raw == Boolean.class
                        || raw == UUID.class
                        || raw == Currency.class
                        || raw.getName().equals("dealpayouts.money.Money")
                        || raw == BigDecimal.class
                        || Number.class.isAssignableFrom(raw)
                        || Temporal.class.isAssignableFrom(raw));
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        return type instanceof ParameterizedType parameterized ? raw(parameterized.getRawType()) : Object.class;
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index) {
            return parameterized.getActualTypeArguments()[index];
        }
        return UNKNOWN;
    }
}
