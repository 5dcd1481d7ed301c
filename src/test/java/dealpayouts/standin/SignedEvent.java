package dealpayouts.standin;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of an event with the value of its {@code X-Signature-SHA256} header (Wise reference §13).
 *
 * @param signatureOrNull null when the header is missing
 */
public record SignedEvent(byte[] body, String signatureOrNull) {

    static SignedEvent of(String body, String signature) {
        return new SignedEvent(body.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** The same bytes without the header. */
    public SignedEvent unsigned() {
        return new SignedEvent(body, null);
    }

    /** The same header with one bit of the body changed. */
    public SignedEvent withFlippedBit(int bit) {
        byte[] changed = body.clone();
        changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return new SignedEvent(changed, signatureOrNull);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
