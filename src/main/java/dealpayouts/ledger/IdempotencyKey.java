package dealpayouts.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The {@code customerTransactionId} of a payout: Wise's only protection against a second transfer, so one payout has
 * one id for ever (Wise reference §8, §10).
 */
public final class IdempotencyKey {

    /** Never change this: with another namespace every open payout gets another id, and Wise pays it again. */
    private static final UUID NAMESPACE = UUID.fromString("8d0b5a6e-3f47-4c1c-9b52-6e1f0c7d2a94");

    private IdempotencyKey() {}

    /**
     * The name-based UUID (RFC 4122, version 5) of {@code account/dealId/cycle}.
     *
     * @param account the Kommo account, not blank; the same account must always be written the same way
     * @param dealId positive
     * @param cycle 1 for the first payout of a deal
     * @throws IllegalArgumentException when a part is out of its range
     */
    public static UUID of(String account, long dealId, int cycle) {
        if (account == null || account.isBlank()) {
            throw new IllegalArgumentException("The account is missing: a payout's id needs the Kommo account.");
        }
        if (dealId < 1 || cycle < 1) {
            throw new IllegalArgumentException("A payout's id needs a positive deal id and cycle, not deal " + dealId
                    + " in cycle " + cycle + ".");
        }
        return nameBased(NAMESPACE, account + "/" + dealId + "/" + cycle);
    }

    static UUID nameBased(UUID namespace, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(sha1(ByteBuffer.allocate(16 + bytes.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(bytes)
                .array()));
        long most = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException brokenJava) {
            throw new IllegalStateException("This Java runtime lacks SHA-1, which every one must have.", brokenJava);
        }
    }
}
