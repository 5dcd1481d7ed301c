package dealpayouts.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who mistyped a name may have meant. */
final class Suggestion {

    private static final int FARTHEST = 3;

    private Suggestion() {}

    /** A sentence that names the nearest of the known names, or else says what to do. */
    static String remedy(String name, Collection<String> known, String otherwise) {
        return nearest(name, known).map(near -> "Did you mean '" + near + "'?").orElse(otherwise);
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        int farthest = Math.min(FARTHEST, Math.max(1, name.length() / 3));
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= farthest)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be changed, added or removed. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
