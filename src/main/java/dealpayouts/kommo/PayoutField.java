package dealpayouts.kommo;

import java.util.Set;

/** The custom fields of deals and contacts that payouts use (Kommo reference §9). */
public enum PayoutField {
    AMOUNT(
            "CF_PAYOUT_AMOUNT",
            Entity.DEAL,
            "Payout amount",
            "PAYOUT_AMOUNT",
            "numeric",
            Set.of("numeric", "monetary", "text"),
            true),
    CURRENCY(
            "CF_PAYOUT_CURRENCY",
            Entity.DEAL,
            "Payout currency",
            "PAYOUT_CURRENCY",
            "select",
            Set.of("select", "radiobutton", "text"),
            true),
    TRANSFER(
            "CF_WISE_TRANSFER",
            Entity.DEAL,
            "Wise transfer",
            "WISE_TRANSFER_ID",
            "text",
            Set.of("text", "textarea"),
            false),
    STATUS("CF_WISE_STATUS", Entity.DEAL, "Wise status", "PAYOUT_STATUS", "text", Set.of("text", "textarea"), false),
    RECIPIENT(
            "CF_WISE_ACCOUNT_ID",
            Entity.CONTACT,
            "Wise recipient",
            "WISE_RECIPIENT",
            "text",
            Set.of("text", "numeric"),
            true);

    /** What has the field. */
    public enum Entity {
        DEAL("leads", "deal"),
        CONTACT("contacts", "contact");

        private final String path;
        private final String label;

        Entity(String path, String label) {
            this.path = path;
            this.label = label;
        }

        /** Its name in Kommo's paths. */
        public String path() {
            return path;
        }

        /** Its name for people. */
        public String label() {
            return label;
        }
    }

    private final String variable;
    private final Entity entity;
    private final String label;
    private final String code;
    private final String type;
    private final Set<String> types;
    private final boolean required;

    PayoutField(
            String variable,
            Entity entity,
            String label,
            String code,
            String type,
            Set<String> types,
            boolean required) {
        this.variable = variable;
        this.entity = entity;
        this.label = label;
        this.code = code;
        this.type = type;
        this.types = types;
        this.required = required;
    }

    /** The setting with its id. */
    public String variable() {
        return variable;
    }

    public Entity entity() {
        return entity;
    }

    /** The name by which sentences on deals call it. */
    public String label() {
        return label;
    }

    /** Kommo's code for a field that setup makes, and by which setup finds it again. */
    public String code() {
        return code;
    }

    /** Kommo's type for a field that setup makes. */
    public String type() {
        return type;
    }

    /** Kommo's types of fields from which the product reads, or to which it writes, without loss. */
    public boolean isUsable(String type) {
        return types.contains(type);
    }

    /** Whether the product starts without it. */
    public boolean isRequired() {
        return required;
    }
}
