package dealpayouts.routes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A route file as it was read at one moment.
 *
 * @param name its path as people write it, such as {@code routes/payout.camel.yaml}
 * @param hash SHA-256 of its content, in hexadecimal
 */
record RouteFile(String name, byte[] content, String hash) {

    static final String ROUTES = ".camel.yaml";
    static final String KAMELET = ".kamelet.yaml";

    static RouteFile of(String name, byte[] content) {
        return new RouteFile(name, content, Hash.of(content));
    }

    boolean isKamelet() {
        return name.endsWith(KAMELET);
    }

    /** The name without folder and ending. */
    String shortName() {
        return shortName(name);
    }

    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replace(name.endsWith(KAMELET) ? KAMELET : ROUTES, "");
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFile file && name.equals(file.name) && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + hash;
    }
}
