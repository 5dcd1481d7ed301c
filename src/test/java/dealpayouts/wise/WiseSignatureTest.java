package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dealpayouts.standin.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseSignatureTest {

    private static final String PRODUCTION = "https://api.wise.com";
    private static final String SANDBOX = "https://api.wise-sandbox.com";

    private final WiseSignature sandbox = WiseSignature.rsa(WiseKeys.of(SANDBOX));

    @Nested
    class OfWise {

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void aPublicVectorIsGoodWithTheSandboxKey(String vector) {
            assertThat(sandbox.isInvalid(body(vector), signature(vector))).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://api.wise-sandbox.com", "https://api.sandbox.transferwise.tech"})
        void sandboxesHaveTheSandboxKey(String baseUrl) {
            assertThat(WiseSignature.rsa(WiseKeys.of(baseUrl)).isInvalid(body("a"), signature("a")))
                    .isFalse();
        }

        @Test
        void aSandboxEventIsWorthNothingInProduction() {
            assertThat(WiseSignature.rsa(WiseKeys.of(PRODUCTION)).isInvalid(body("a"), signature("a")))
                    .isTrue();
        }

        @Test
        void eachFlippedBitOfTheBodyIsNoticed() {
            byte[] body = body("a");
            for (int bit = 0; bit < body.length * Byte.SIZE; bit++) {
                byte[] changed = body.clone();
                changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertThat(sandbox.isInvalid(changed, signature("a")))
                        .as("bit %s", bit)
                        .isTrue();
            }
        }

        @Test
        void eachFlippedBitOfTheSignatureIsNoticed() {
            byte[] signature = Base64.getDecoder().decode(signature("a"));
            for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
                byte[] changed = signature.clone();
                changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertThat(sandbox.isInvalid(body("a"), Base64.getEncoder().encodeToString(changed)))
                        .as("bit %s", bit)
                        .isTrue();
            }
        }

        @Test
        void aBodyFollowedByALineBreakIsAnotherBody() {
            byte[] body = (new String(body("a"), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);

            assertThat(sandbox.isInvalid(body, signature("a"))).isTrue();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "no base64!", "QUJD", "é", "====", "null"})
        void whatIsNoSignatureIsRefused(String signature) {
            assertThat(sandbox.isInvalid(body("a"), signature)).isTrue();
        }

        @Test
        void aMissingBodyIsRefused() {
            assertThat(sandbox.isInvalid(null, signature("a"))).isTrue();
        }

        @Test
        void blanksAroundTheHeaderDoNotMatter() {
            assertThat(sandbox.isInvalid(body("a"), " " + signature("a") + " ")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void eachOfSeveralKeysIsGood(boolean sandboxFirst) {
            String keys = sandboxFirst
                    ? WiseKeys.of(SANDBOX) + WiseKeys.of(PRODUCTION)
                    : WiseKeys.of(PRODUCTION) + WiseKeys.of(SANDBOX);

            assertThat(WiseSignature.rsa(keys).isInvalid(body("b"), signature("b")))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
                    "-----BEGIN PUBLIC KEY-----\nQUJD\n-----END PUBLIC KEY-----",
                    "-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----",
                    "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"
                })
        void aTextWithoutAnRsaKeyIsRefused(String pem) {
            assertThatThrownBy(() -> WiseSignature.rsa(pem)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class OfTheGuide {

        private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
        private static final String OF_ANOTHER_BODY =
                "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

        private final WiseSignature guide = WiseSignature.hmac("key");

        @Test
        void itIsTheHmacInLowerCaseHexadecimal() {
            byte[] message = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);

            assertThat(guide.isInvalid(message, "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"))
                    .isFalse();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", OF_ANOTHER_BODY, "é", "f7bc83f4"})
        void anythingElseIsRefused(String signature) {
            assertThat(guide.isInvalid(BODY, signature)).isTrue();
        }

        @Test
        void anRsaSignatureIsRefused() {
            assertThat(guide.isInvalid(body("a"), signature("a"))).isTrue();
        }
    }

    private static byte[] body(String vector) {
        return resource("wise-sandbox-event-" + vector + ".json");
    }

    private static String signature(String vector) {
        return new String(resource("wise-sandbox-event-" + vector + ".signature"), StandardCharsets.UTF_8).strip();
    }

    private static byte[] resource(String name) {
        try (InputStream file = Dialect.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
