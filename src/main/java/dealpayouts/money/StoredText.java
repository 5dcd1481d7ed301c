package dealpayouts.money;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises a text of ours where somebody else keeps it. They collapse blanks, write {@code &amp;} for {@code &}, take
 * tags out, and cut what is too long for them; a text that is compared as it was sent would then be written a second time.
 */
public final class StoredText {

    /** As long as this, the beginning of a text tells it from others. */
    private static final int SHORTEST_CUT = 40;
    /** No text of ours is longer, so what comes afterwards cannot matter. */
    private static final int LONGEST = 8_000;

    private static final Pattern ENTITY = Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,4}));");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
    /** What a cut leaves at the end: half an entity, half a tag, or a mark that something is missing. */
    private static final Pattern CUT = Pattern.compile("(?:&[#0-9A-Za-z]{0,8}|</?[A-Za-z]?[^<>]*|\\s|…|\\.{3})$");

    private StoredText() {}

    /**
     * Whether it is the text that was sent.
     *
     * @param sent as we sent it
     * @param stored as it is kept
     */
    public static boolean isSame(String sent, String stored) {
        if (isWhole(sent, stored)) {
            return true;
        }
        String ours = plain(sent);
        String theirs = plain(stored);
        String start = CUT.matcher(theirs).replaceFirst("").stripTrailing();
        return start.length() >= SHORTEST_CUT && ours.regionMatches(true, 0, start, 0, start.length());
    }

    /** As {@link #isSame}, for what is not itself any more when a part of it is missing. */
    public static boolean isWhole(String sent, String stored) {
        return plain(sent).equalsIgnoreCase(plain(stored));
    }

    private static String plain(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST));
        // Some write entities for what they got with entities.
        String decoded = decode(decode(start));
        return UserInput.line(TAG.matcher(decoded).replaceAll(""));
    }

    private static String decode(String text) {
        return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        if (entity.group(3) != null) {
            return ENTITIES.getOrDefault(entity.group(3), entity.group());
        }
        int code = entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(code) ? Character.toString(code) : entity.group();
    }
}
