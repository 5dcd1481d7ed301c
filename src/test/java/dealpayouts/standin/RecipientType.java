package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The recipient types the Wise stand-in offers and the details each one wants (Wise reference §6). */
enum RecipientType {
    IBAN("iban", "Iban", "Inside Europe", text("IBAN", "IBAN", "[A-Z]{2}\\d{2}[A-Z0-9 ]{10,38}")),
    SORT_CODE(
            "sort_code",
            "SortCode",
            "Local bank account",
            text("sortCode", "UK sort code", "\\d{2}-?\\d{2}-?\\d{2}"),
            text("accountNumber", "Account number", "\\d{8}")),
    ABA(
            "aba",
            "Aba",
            "US bank account",
            text("abartn", "ACH routing number", "\\d{9}"),
            text("accountNumber", "Account number", "\\d{4,17}"),
            text("accountType", "Account type", "CHECKING|SAVINGS"),
            text("address.country", "Country", "[A-Z]{2}"),
            text("address.city", "City", ".+"),
            text("address.postCode", "Post code", ".+"),
            text("address.firstLine", "Recipient address", ".+")),
    CANADIAN(
            "canadian",
            "Canadian",
            "Local bank account",
            text("institutionNumber", "Institution number", "\\d{3}"),
            text("transitNumber", "Transit number", "\\d{5}"),
            text("accountNumber", "Account number", "\\d{7,12}"),
            text("accountType", "Account type", "CHECKING|SAVINGS")),
    INDIAN(
            "indian",
            "Indian",
            "Local bank account",
            text("ifscCode", "IFSC code", "[A-Z]{4}0[A-Z0-9]{6}"),
            text("accountNumber", "Account number", "\\w{5,20}")),
    SWIFT_CODE(
            "swift_code",
            "SwiftCode",
            "Outside Europe",
            text("swiftCode", "SWIFT / BIC code", "[A-Z0-9]{8}([A-Z0-9]{3})?"),
            text("accountNumber", "IBAN / Account number", "[A-Z0-9]{4,34}")),
    EMAIL("email", "Email", "Pay by email", text("email", "E-mail", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+"));

    private static final Set<String> IBAN_CURRENCIES =
            Set.of("EUR", "CHF", "DKK", "NOK", "PLN", "SEK", "RON", "CZK", "HUF", "BGN");
    private static final Map<String, RecipientType> LOCAL =
            Map.of("GBP", SORT_CODE, "USD", ABA, "CAD", CANADIAN, "INR", INDIAN);
    private static final Set<String> NO_EMAIL = Set.of("LKR", "BDT", "COP", "CNY", "UAH", "GHS");

    /** @param key dots mean nested objects */
    record Detail(String key, String name, Pattern rule) {}

    final String code;
    final String readName;
    private final String title;
    private final List<Detail> details;

    RecipientType(String code, String readName, String title, Detail... details) {
        this.code = code;
        this.readName = readName;
        this.title = title;
        this.details = List.of(details);
    }

    private static Detail text(String key, String name, String rule) {
        return new Detail(key, name, Pattern.compile(rule));
    }

    static RecipientType bank(String currency) {
        return IBAN_CURRENCIES.contains(currency) ? IBAN : LOCAL.getOrDefault(currency, SWIFT_CODE);
    }

    static List<RecipientType> allowed(String currency, boolean emailAllowed) {
        return emailAllowed && !NO_EMAIL.contains(currency) ? List.of(bank(currency), EMAIL) : List.of(bank(currency));
    }

    boolean wantsLegalType() {
        return this != EMAIL;
    }

    /** Refuses the first detail that is missing or malformed. */
    void check(ObjectNode given) {
        if (wantsLegalType() && !given.path("legalType").asText().matches("PRIVATE|BUSINESS")) {
            throw WiseErrors.notValid("legalType", "Please specify a recipient type.");
        }
        for (Detail detail : details) {
            String value = given.at("/" + detail.key.replace('.', '/')).asText("");
            if (!detail.rule.matcher(value).matches() || this == IBAN && !ibanHolds(value)) {
                throw WiseErrors.notValid(detail.key, "Please specify a valid " + detail.name + ".", value);
            }
        }
    }

    /** One entry of the account requirements. */
    ObjectNode requirements() {
        ArrayNode fields = Json.array();
        if (wantsLegalType()) {
            fields.add(field(
                    "Recipient type",
                    "legalType",
                    "select",
                    null,
                    Json.array(
                            Json.object("key", "PRIVATE", "name", "Person"),
                            Json.object("key", "BUSINESS", "name", "Business"))));
        }
        for (Detail detail : details) {
            fields.add(field(detail.name, detail.key, "text", detail.rule.pattern(), null));
        }
        return Json.object("type", code, "title", title, "usageInfo", null, "fields", fields);
    }

    /** Details that this type accepts, for a recipient who was made without a request. */
    ObjectNode sample(String email) {
        return switch (this) {
            case IBAN -> Json.object("legalType", "PRIVATE", "IBAN", "DE89370400440532013000");
            case SORT_CODE -> Json.object("legalType", "PRIVATE", "sortCode", "231470", "accountNumber", "28821822");
            case ABA ->
                Json.object(
                        "legalType",
                        "PRIVATE",
                        "abartn",
                        "111000025",
                        "accountNumber",
                        "12345678",
                        "accountType",
                        "CHECKING",
                        "address",
                        Json.object(
                                "country",
                                "US",
                                "state",
                                "NY",
                                "city",
                                "New York",
                                "postCode",
                                "10025",
                                "firstLine",
                                "50 Branson Ave"));
            case CANADIAN ->
                Json.object(
                        "legalType",
                        "PRIVATE",
                        "institutionNumber",
                        "006",
                        "transitNumber",
                        "04841",
                        "accountNumber",
                        "3456712",
                        "accountType",
                        "CHECKING");
            case INDIAN ->
                Json.object("legalType", "PRIVATE", "ifscCode", "YESB0236041", "accountNumber", "678911234567891");
            case SWIFT_CODE ->
                Json.object("legalType", "PRIVATE", "swiftCode", "BUKBGB22", "accountNumber", "1234567890");
            case EMAIL -> Json.object("email", email);
        };
    }

    /** The last characters that Wise shows of the account. */
    String summary(ObjectNode given) {
        String account = this == EMAIL
                ? given.path("email").asText()
                : given.path(this == IBAN ? "IBAN" : "accountNumber").asText().replace(" ", "");
        return this == EMAIL ? account : "ending in " + account.substring(Math.max(0, account.length() - 4));
    }

    private static ObjectNode field(String name, String key, String type, String rule, ArrayNode values) {
        return Json.object(
                "name",
                name,
                "group",
                Json.array(Json.object(
                        "key",
                        key,
                        "name",
                        name,
                        "type",
                        type,
                        "required",
                        true,
                        "refreshRequirementsOnChange",
                        key.equals("address.country"),
                        "minLength",
                        null,
                        "maxLength",
                        null,
                        "validationRegexp",
                        rule,
                        "displayFormat",
                        null,
                        "example",
                        "",
                        "valuesAllowed",
                        values)));
    }

    private static boolean ibanHolds(String iban) {
        String compact = iban.replace(" ", "").toUpperCase(Locale.ROOT);
        StringBuilder digits = new StringBuilder();
        for (char c : (compact.substring(4) + compact.substring(0, 4)).toCharArray()) {
            digits.append(Character.getNumericValue(c));
        }
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
