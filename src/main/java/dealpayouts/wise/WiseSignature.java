package dealpayouts.wise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Bean {@code wiseSignature}: whether Wise sent exactly these bytes. */
public abstract class WiseSignature {

    private static final byte[] NOTHING = {};

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private WiseSignature() {}

    /**
     * RSA with SHA-256 over the raw body, Base64 (Wise reference §13). Several keys make a rotation a setting.
     *
     * @param pem one or several public keys
     * @throws IllegalArgumentException when there is no RSA key in the text
     */
    public static WiseSignature rsa(String pem) {
        return new Rsa(keys(pem));
    }

    /** HMAC with SHA-256, lower-case hexadecimal: the guide's dialect only, Wise itself never signs like that. */
    public static WiseSignature hmac(String secret) {
        return new Hmac(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Checks a delivery.
     *
     * @param body the bytes as they came; null when there are none
     * @param signature the header {@code X-Signature-SHA256}; may be null
     */
    public boolean isInvalid(@Body byte[] body, @Variable("signature") String signature) {
        return signature == null || !isValid(body == null ? NOTHING : body, signature.strip());
    }

    abstract boolean isValid(byte[] body, String signature);

    private static List<PublicKey> keys(String pem) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher matcher = PEM.matcher(pem);
        while (matcher.find()) {
            try {
                byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
                keys.add(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException("a public key cannot be read as RSA in X.509 form", e);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no -----BEGIN PUBLIC KEY----- in it");
        }
        return keys;
    }

    private static final class Rsa extends WiseSignature {
        private final List<PublicKey> keys;

        Rsa(List<PublicKey> keys) {
            this.keys = keys;
        }

        @Override
        boolean isValid(byte[] body, String signature) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(signature);
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
            return keys.stream().anyMatch(key -> verifies(key, body, bytes));
        }

        private static boolean verifies(PublicKey key, byte[] body, byte[] signature) {
            try {
                Signature verifier = Signature.getInstance("SHA256withRSA");
                verifier.initVerify(key);
                verifier.update(body);
                return verifier.verify(signature);
            } catch (GeneralSecurityException wrongLength) {
                return false;
            }
        }
    }

    private static final class Hmac extends WiseSignature {
        private final SecretKeySpec key;

        Hmac(byte[] secret) {
            this.key = new SecretKeySpec(secret, "HmacSHA256");
        }

        @Override
        boolean isValid(byte[] body, String signature) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                String expected = HexFormat.of().formatHex(mac.doFinal(body));
                return MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has HmacSHA256", e);
            }
        }
    }
}
