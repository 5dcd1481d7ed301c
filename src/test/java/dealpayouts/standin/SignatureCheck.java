package dealpayouts.standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Checks a signature the way a receiver has to (Wise reference §13), apart from the code that makes them. */
final class SignatureCheck {

    private SignatureCheck() {}

    static boolean verifies(String publicKeyPem, byte[] body, String header) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key(publicKeyPem));
        signature.update(body);
        try {
            return signature.verify(Base64.getDecoder().decode(header));
        } catch (SignatureException e) {
            return false;
        }
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = SignatureCheck.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    static String text(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8).strip();
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
