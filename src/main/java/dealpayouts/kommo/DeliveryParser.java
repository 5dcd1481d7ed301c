package dealpayouts.kommo;

import java.util.Locale;

/**
 * Reads webhook deliveries of Kommo: account webhooks and Digital Pipeline webhooks, as a form with bracket keys or as
 * JSON of the same structure (Kommo reference §3.2 to §3.5).
 *
 * <p>The form is decoded here and from the raw bytes: one deal with many custom fields is more than the limits that
 * HTTP servers put on forms, and what they drop beyond them is lost without a word.
 *
 * <p>Of each deal only ids, stage, time and custom fields are read, the latter in whichever of their three shapes (Kommo
 * reference §3.4) and only to see whether a paid deal was changed: the deal is read again before anything is paid. A deal
 * that cannot be read becomes a sentence in {@link WebhookPayload#problems()} and does no harm to the others, and neither do
 * values nested deeper than 16 levels.
 */
public final class DeliveryParser {

    /**
     * Reads one delivery.
     *
     * @param contentType the request's {@code Content-Type}, may be {@code null}. A first byte of <code>{</code> or
     *     <code>[</code>, blanks aside, means JSON and anything else a form, so a missing or wrong type does no harm;
     *     it is only mentioned when the body turns out to be neither
     * @param body the request's body as received
     * @return the deals, possibly none: deliveries about contacts, tasks or deleted deals are sound and empty
     * @throws UnusableDeliveryException when the body is empty, is neither JSON nor a form, or holds more than 100,000
     *     values
     */
    public WebhookPayload parse(String contentType, byte[] body) {
        int start = body == null ? 0 : firstMeaningfulByte(body);
        if (body == null || start == body.length) {
            throw new UnusableDeliveryException("The delivery is empty: expected a form or JSON with deals.");
        }
        var collector = new DeliveryCollector();
        boolean readable = body[start] == '{' || body[start] == '['
                ? JsonReader.read(body, start, collector)
                : FormReader.read(body, start, collector);
        if (!readable) {
            throw new UnusableDeliveryException("The delivery, declared as " + declared(contentType)
                    + ", cannot be read: expected a form or a JSON object with deals.");
        }
        return collector.delivery();
    }

    private static int firstMeaningfulByte(byte[] body) {
        boolean byteOrderMark =
                body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        int start = byteOrderMark ? 3 : 0;
        while (start < body.length && (body[start] == ' ' || (body[start] >= '\t' && body[start] <= '\r'))) {
            start++;
        }
        return start;
    }

    private static String declared(String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.isBlank()) {
            return "nothing";
        }
        if (type.contains("json")) {
            return "JSON";
        }
        return type.contains("form-urlencoded") ? "a form" : "neither a form nor JSON";
    }
}
