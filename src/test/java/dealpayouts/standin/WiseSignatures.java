package dealpayouts.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How events are signed: with an RSA key by Wise, with a shared secret in the guide (Wise reference §13). */
final class WiseSignatures {

    /** Half of Wise's: thousands of events are signed in a build, and the length of a key changes nothing else. */
    private static final int BITS = 1024;

    private static final int LINE = 64;

    private static final KeyPair OWN = keyPair();
    private static final KeyPair FOREIGN = keyPair();

    private WiseSignatures() {}

    static String publicKeyPem() {
        String encoded = Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                .encodeToString(OWN.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n";
    }

    static String rsa(String body) {
        return rsa(body, OWN);
    }

    static String rsaWithAnotherKey(String body) {
        return rsa(body, FOREIGN);
    }

    static String hmac(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rsa(String body, KeyPair pair) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(body.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
