package dealpayouts.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Whether a caller knows the secret part of our Kommo address. */
final class WebhookSecret {

    private final byte[] expected;

    WebhookSecret(String secret) {
        this.expected = digest(secret);
    }

    /**
     * Compares at a cost that tells nothing about the secret, neither its length nor how much of it was right.
     *
     * @param secret the last part of the request's path
     */
    boolean isWrong(String secret) {
        return !MessageDigest.isEqual(expected, digest(secret == null ? "" : secret));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
