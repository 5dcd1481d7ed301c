package dealpayouts.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who gets the money as a contact names them, in a form that can be compared and does not hold the address.
 *
 * @param recipient what the contact's field "Wise recipient" holds: an id as it is, a digest of anything else; null when
 *     it is empty
 * @param address a digest of the e-mail address; null when there is none
 */
record Payee(String recipient, String address) {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{C}\\s]+");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    static Payee of(Contractor contractor) {
        String field = normal(contractor.recipientField());
        String recipient = ID.matcher(field).matches() ? String.valueOf(Long.parseLong(field)) : digest(field);
        return new Payee(recipient, address(contractor.email()));
    }

    /** As {@link #of}, as it was recorded with the payout. */
    static Payee of(Payout payout) {
        return new Payee(payout.namedRecipient(), payout.payee());
    }

    /** A digest by which equal addresses are recognised, however they are typed; null for none. */
    static String address(String email) {
        return digest(normal(email));
    }

    /** The recipient's id in the field; null when it is empty or holds something else. */
    Long recipientId() {
        return recipient != null && ID.matcher(recipient).matches() ? Long.valueOf(recipient) : null;
    }

    /** Whether both say the same, as far as they decide: the field wins over the address. */
    boolean isSame(Payee other) {
        return recipient == null
                ? other.recipient == null && Objects.equals(address, other.address)
                : recipient.equals(other.recipient);
    }

    private static String normal(String typed) {
        String text = typed == null ? "" : Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return UNSEEN.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static String digest(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException brokenJava) {
            throw new IllegalStateException("This Java runtime lacks SHA-256, which every one must have.", brokenJava);
        }
    }
}
