package dealpayouts.kommo;

import java.util.Map;

/**
 * News of a transfer that a person should read.
 *
 * @param name its sentence in {@code routes/notes.camel.yaml}, such as {@code bouncedBack}
 * @param facts values for the sentence
 */
public record Notice(String name, Map<String, String> facts) {}
