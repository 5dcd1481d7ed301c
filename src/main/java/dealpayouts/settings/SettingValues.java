package dealpayouts.settings;

import dealpayouts.routes.Suggestion;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads settings one by one and collects one sentence for each problem, so that they can be mended in one go. */
public final class SettingValues {

    /**
     * What is wrong with a setting.
     *
     * @param key its key in {@code application.properties}
     * @param sentence names the variable and says what is expected
     */
    public record Problem(String key, String sentence) {}

    /** What Kubernetes and Docker set for a service, as in HTTP_PORT for one that is called "http". */
    static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final List<String> SCHEMES = List.of("http", "https");
    private static final int SHORTEST_SECRET = 16;
    private static final int LARGEST_PORT = 65_535;
    private static final long MOST = 1_000_000;

    private final UnaryOperator<String> property;
    private final List<Problem> problems = new ArrayList<>();

    /** @param property the value of a key with the environment applied; empty or null when it is not set */
    SettingValues(UnaryOperator<String> property) {
        this.property = property;
    }

    List<Problem> problems() {
        return problems;
    }

    String secret(String key, String meaning) {
        String secret = token(key, meaning);
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            problem(
                    key,
                    "must have at least " + SHORTEST_SECRET + " characters: whoever guesses it can send deliveries");
        }
        return secret;
    }

    /** A secret that others have made; see {@link SecretText}. */
    String token(String key, String meaning) {
        return SecretText.of(required(key, meaning));
    }

    /**
     * An {@code https://} address; on this machine {@code http://} will do.
     *
     * @param reason why it must be one, after "because"
     */
    URI secureAddress(String key, String reason) {
        URI address = address(key, "an https:// address");
        if (address != null && !"https".equals(address.getScheme()) && !isLocal(address)) {
            problem(key, "must be an https:// address, because " + reason);
        }
        return address;
    }

    /** An {@code http://} or {@code https://} address; null when it is something else. */
    URI address(String key) {
        return address(key, "an http:// or https:// address");
    }

    private URI address(String key, String expected) {
        try {
            URI address = URI.create(value(key));
            if (address.getHost() != null && SCHEMES.contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // As any other text that is none.
        }
        problem(key, "must be " + expected);
        return null;
    }

    private static boolean isLocal(URI address) {
        return "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
    }

    /** The address of Kommo or Wise, to which paths are added; null when it cannot be used. */
    URI remoteAddress(String key) {
        int before = problems.size();
        URI address = secureAddress(key, "a token is sent there");
        if (problems.size() > before) {
            return null;
        }
        if (address.getUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            problem(key, "must be a plain address without a user, '?' or '#'");
            return null;
        }
        String path = address.getRawPath();
        if (!path.matches("(/[A-Za-z0-9._~-]+)*") || path.matches(".*/\\.\\.?(/.*)?")) {
            problem(key, "must end without a slash, and its path must be plain, such as /wise");
            return null;
        }
        return address;
    }

    /** One of the allowed values, however its letters are written. */
    String oneOf(String key, String... allowed) {
        String text = value(key);
        for (String each : allowed) {
            if (each.equalsIgnoreCase(text)) {
                return each;
            }
        }
        problem(
                key,
                "must be " + String.join(" or ", allowed) + ", not '" + text + "'"
                        + Suggestion.nearest(text, List.of(allowed))
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
        return allowed[0];
    }

    int port(String key) {
        long port = number(key, value(key));
        if (port > LARGEST_PORT) {
            problem(key, "must be a port number");
        }
        return (int) port;
    }

    int positiveInt(String key) {
        long number = positive(key);
        if (number > MOST) {
            problem(key, "must be at most " + MOST);
        }
        return (int) Math.min(number, MOST);
    }

    long positive(String key) {
        String text = value(key);
        long number = number(key, text);
        if (number == 0 && text.matches("0+")) {
            problem(key, "must be greater than zero");
        }
        return number;
    }

    long id(String key, String meaning) {
        String text = required(key, meaning);
        return text.isEmpty() ? 0 : id(key, text, meaning);
    }

    /** Null when it is empty, or is no id. */
    Long optionalId(String key) {
        String text = value(key);
        long id = text.isEmpty() ? 0 : id(key, text, "an id, or empty");
        return id == 0 ? null : id;
    }

    private long id(String key, String text, String meaning) {
        long id = number(key, text);
        if (id == 0 && text.matches("0+")) {
            problem(key, "must be " + meaning + ", not 0");
        }
        return id;
    }

    Instant optionalTime(String key) {
        String text = value(key);
        try {
            return text.isEmpty() ? null : Moments.parse(text);
        } catch (DateTimeException e) {
            problem(key, "must be a time or a day " + Moments.EXAMPLES + ", not '" + text + "'");
            return null;
        }
    }

    long number(String key, String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        if (SERVICE_ADDRESS.matcher(text).matches()) {
            problem(
                    key,
                    "was set by the container platform to the address of a service ('" + text
                            + "'), not by you: call the service otherwise, or switch such variables off, in"
                            + " Kubernetes with enableServiceLinks: false");
            return 0;
        }
        problem(key, "must be a whole number, not '" + text + "'");
        return 0;
    }

    String required(String key, String meaning) {
        String text = value(key);
        if (text.isEmpty()) {
            problem(key, "is not set: it is " + meaning);
        }
        return text;
    }

    String value(String key) {
        String text = property.apply(key);
        return text == null ? "" : text.strip();
    }

    void problem(String key, String sentence) {
        problems.add(new Problem(key, variable(key) + " " + sentence + (sentence.endsWith("?") ? "" : ".")));
    }

    /** The environment variable that overrides a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
