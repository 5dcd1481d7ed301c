package dealpayouts.kommo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code leads[status][0][id]=15500123&...} in one pass over the bytes (Kommo reference §3.2). */
final class FormReader {

    private FormReader() {}

    /**
     * Hands every pair with a well-formed key to the collector.
     *
     * @return whether there was any
     */
    static boolean read(byte[] body, int start, DeliveryCollector collector) {
        boolean anyKey = false;
        int from = start;
        while (from < body.length) {
            int end = indexOf('&', body, from, body.length);
            if (end > from) {
                anyKey |= readPair(body, from, end, collector);
            }
            from = end + 1;
        }
        return anyKey;
    }

    private static boolean readPair(byte[] body, int from, int end, DeliveryCollector collector) {
        collector.count();
        int equals = indexOf('=', body, from, end);
        List<String> path = path(decode(body, from, equals));
        if (path.isEmpty()) {
            collector.problem("A key of the form was left out: it is not of the shape leads[status][0][id].");
            return false;
        }
        if (path.size() > DeliveryCollector.DEEPEST) {
            collector.tooDeep();
        } else {
            collector.value(path, decode(body, Math.min(equals + 1, end), end));
        }
        return true;
    }

    private static int indexOf(char wanted, byte[] body, int from, int end) {
        int at = from;
        while (at < end && body[at] != wanted) {
            at++;
        }
        return at;
    }

    /** A percent sign without two hexadecimal digits stands for itself, and bytes that are not UTF-8 for U+FFFD. */
    private static String decode(byte[] body, int from, int end) {
        var decoded = new byte[end - from];
        int length = 0;
        for (int at = from; at < end; at++) {
            byte next = body[at];
            if (next == '+') {
                next = ' ';
            } else if (next == '%' && at + 2 < end && hex(body[at + 1]) >= 0 && hex(body[at + 2]) >= 0) {
                next = (byte) (hex(body[at + 1]) * 16 + hex(body[at + 2]));
                at += 2;
            }
            decoded[length++] = next;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        // Only ASCII comes in here: Character.digit also knows digits of other scripts.
        return digit < 0 ? -1 : Character.digit(digit, 16);
    }

    /**
     * {@code leads[status][0]} as its three parts; empty when the brackets do not match or the name is not one; one
     * part more than {@link DeliveryCollector#DEEPEST}, and no further ones, when there are too many.
     */
    private static List<String> path(String key) {
        int bracket = key.indexOf('[');
        String name = bracket < 0 ? key : key.substring(0, bracket);
        if (!isName(name)) {
            return List.of();
        }
        var path = new ArrayList<String>();
        path.add(name);
        int open = bracket < 0 ? key.length() : bracket;
        while (open < key.length() && path.size() <= DeliveryCollector.DEEPEST) {
            int close = key.indexOf(']', open);
            if (key.charAt(open) != '[' || close < 0 || key.lastIndexOf('[', close) != open) {
                return List.of();
            }
            path.add(key.substring(open + 1, close));
            open = close + 1;
        }
        return path;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c == '_'
                                || c == '-'
                                || c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z');
    }
}
