package dealpayouts.standin;

/**
 * Which family of paths a stand-in serves; the differing paths of the other family answer 404.
 * See Wise reference §2 and Kommo reference §2, §14.1.
 */
public enum Dialect {

    /** What the platforms document: Wise's resource versions (or one quarter in front of all), Kommo's form-encoded webhooks. */
    PLATFORM,

    /** What the guide writes: {@code /v3} everywhere at Wise, {@code POST /api/v4/notes} and JSON webhooks at Kommo. */
    GUIDE
}
