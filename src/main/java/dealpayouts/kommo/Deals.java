package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.AmountText;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Variable;

/** Bean {@code deals}: what a deal and its main contact say, read strictly. */
public final class Deals {

    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    /** What the ledger keeps of the field "Wise transfer". */
    private static final int LONGEST_TRANSFER = 200;

    private final KommoSettings settings;
    private final Function<PayoutField, Optional<String>> wrongSettings;

    /**
     * @param wrongSettings why nothing can be read from a field on any deal, as a sentence; empty when nothing is known
     *     against it
     */
    public Deals(KommoSettings settings, Function<PayoutField, Optional<String>> wrongSettings) {
        this.settings = settings;
        this.wrongSettings = wrongSettings;
    }

    /** A field that is not there is empty on each deal: nobody who fills it in, or pays another amount, can help that. */
    private void requireReadable(PayoutField field) {
        wrongSettings.apply(field).ifPresent(problem -> {
            throw new Stop(StopReason.SETTING_WRONG, Map.of("problem", problem));
        });
    }

    /**
     * Reads who is to be paid how much, from the deal as Kommo shows it now.
     *
     * @param deal the lead; null when there is none
     * @param account the answer for the account, read only when the deal's price may be paid; else null
     * @throws Stop when the deal is not in the Pay stage now, or a fact is missing, ambiguous or malformed
     */
    public DealFacts facts(@Variable("deal") String deal, @Variable("account") String account) {
        if (deal == null) {
            throw new Stop(StopReason.LEFT_PAY_STAGE, Map.of("where", "deleted"));
        }
        JsonNode lead = Json.read(deal);
        Long pipeline = lead.path("pipeline_id").asLong();
        Long stage = lead.path("status_id").asLong();
        if (lead.path("is_deleted").asBoolean() || !settings.isPayStage(pipeline, stage)) {
            throw new Stop(StopReason.LEFT_PAY_STAGE, Map.of("where", "in pipeline " + pipeline + ", stage " + stage));
        }
        return factsOf(lead, account);
    }

    /**
     * Reads the same of a deal whose transfer exists: nothing is paid by it.
     *
     * @param deal as {@link #facts}
     * @return null when the deal is neither in the Pay stage nor where paid deals go, or its facts are not complete
     */
    public DealFacts factsAfterwards(@Variable("deal") String deal, @Variable("account") String account) {
        if (deal == null) {
            return null;
        }
        JsonNode lead = Json.read(deal);
        Long pipeline = lead.path("pipeline_id").asLong();
        Long stage = lead.path("status_id").asLong();
        if (lead.path("is_deleted").asBoolean()
                || !(settings.isPayStage(pipeline, stage) || settings.isPaidStage(pipeline, stage))) {
            return null;
        }
        try {
            return factsOf(lead, account);
        } catch (Stop incomplete) {
            return null;
        }
    }

    private DealFacts factsOf(JsonNode lead, String account) {
        String transfer = settings.transferField() == null
                ? null
                : CustomFields.of(lead).value(settings.transferField()).orElse(null);
        return new DealFacts(mainContact(lead), amount(lead, account), transfer == null ? null : oneLine(transfer));
    }

    /** A text that anybody may write, as it is kept and quoted. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.substring(0, Math.min(line.length(), LONGEST_TRANSFER));
    }

    /**
     * Whether the deal's price may have to be paid, so that the account's currency is needed.
     *
     * @param deal the lead; null when there is none
     */
    public boolean needsAccountCurrency(@Variable("deal") String deal) {
        return settings.payPriceWhenNoAmount()
                && deal != null
                && CustomFields.of(Json.read(deal))
                        .value(settings.amountField())
                        .isEmpty();
    }

    /**
     * Reads the deal's main contact.
     *
     * @param contact the contact; null when there is none
     * @throws Stop when the contact does not exist any more
     */
    public Contractor contractor(@Variable("facts") DealFacts facts, @Variable("contact") String contact) {
        if (contact == null || Json.read(contact).path("is_deleted").asBoolean()) {
            throw new Stop(StopReason.CONTRACTOR_GONE, Map.of("contact", facts.contractorId()));
        }
        JsonNode entity = Json.read(contact);
        CustomFields fields = CustomFields.of(entity);
        if (fields.value(settings.recipientField()).isEmpty()) {
            requireReadable(PayoutField.RECIPIENT);
        }
        return new Contractor(
                facts.contractorId(),
                entity.path("name").asText("").strip(),
                fields.value("EMAIL", settings.emailPreference()).orElse(""),
                fields.value(settings.recipientField()).orElse(""));
    }

    /**
     * The request that moves the deal (Kommo reference §6.2). A deal that a person has taken somewhere else stays there.
     *
     * @param stage the stage's id; empty when deals are not to be moved
     * @param deal the lead; null when there is none
     * @return null when the deal is to stay where it is
     */
    public String moveRequest(@Variable("stage") String stage, @Variable("deal") String deal) {
        if (stage == null || stage.isBlank() || deal == null) {
            return null;
        }
        long target = Long.parseLong(stage.strip());
        JsonNode lead = Json.read(deal);
        long pipeline = lead.path("pipeline_id").asLong();
        Long now = lead.path("status_id").asLong();
        boolean ours = settings.isPayStage(pipeline, now)
                || now.equals(settings.paidStageId())
                || now.equals(settings.attentionStageId());
        return !ours || now == target ? null : Json.write(Map.of("pipeline_id", pipeline, "status_id", target));
    }

    /**
     * The request that empties the contact's field "Wise recipient".
     *
     * @param contact Kommo's answer for the contact
     * @param code its HTTP status
     * @return null when the field holds something else than the payout's recipient by now
     */
    public String clearRecipientRequest(
            @Variable("payout") Payout payout,
            @Variable("contact") String contact,
            @Variable("header:contact.CamelHttpResponseCode") int code) {
        if (code == NO_CONTENT || code == NOT_FOUND) {
            return null;
        }
        String field = CustomFields.of(Json.read(contact))
                .value(settings.recipientField())
                .orElse("");
        if (!field.equals(String.valueOf(payout.recipientId()))) {
            return null;
        }
        Map<String, Object> emptied = new HashMap<>();
        emptied.put("field_id", settings.recipientField());
        emptied.put("values", null);
        return Json.write(Map.of("custom_fields_values", List.of(emptied)));
    }

    /** The one main contact, or the only contact of the deal (Kommo reference §4.1). */
    private static long mainContact(JsonNode lead) {
        List<JsonNode> all = new ArrayList<>();
        lead.path("_embedded").path("contacts").forEach(all::add);
        if (all.isEmpty()) {
            throw new Stop(StopReason.CONTRACTOR_MISSING);
        }
        List<JsonNode> main =
                all.stream().filter(c -> c.path("is_main").asBoolean()).toList();
        List<JsonNode> candidates = main.isEmpty() ? all : main;
        if (candidates.size() != 1) {
            throw new Stop(StopReason.CONTRACTOR_AMBIGUOUS);
        }
        return candidates.get(0).path("id").asLong();
    }

    private Money amount(JsonNode lead, String account) {
        CustomFields fields = CustomFields.of(lead);
        Optional<String> amount = fields.value(settings.amountField());
        Optional<String> currency = fields.value(settings.currencyField());
        if (amount.isEmpty()) {
            requireReadable(PayoutField.AMOUNT);
        }
        if (currency.isEmpty()) {
            requireReadable(PayoutField.CURRENCY);
        }
        if (amount.isEmpty() && account != null) {
            String price = lead.path("price").asText("");
            String accountCurrency = Json.read(account).path("currency").asText();
            if (currency.isPresent() && !currency.get().equalsIgnoreCase(accountCurrency)) {
                throw new Stop(StopReason.AMOUNT_NOT_SET);
            }
            return money(price, accountCurrency);
        }
        if (amount.isEmpty()) {
            throw new Stop(StopReason.AMOUNT_NOT_SET);
        }
        return money(amount.get(), currency.orElse(""));
    }

    private static Money money(String amountText, String currencyText) {
        Currency currency = currency(currencyText);
        try {
            return new Money(AmountText.parse(amountText, currency), currency);
        } catch (InvalidMoneyException e) {
            if (e.kind() == InvalidMoneyException.Kind.AMOUNT_NOT_POSITIVE
                    || e.kind() == InvalidMoneyException.Kind.AMOUNT_MISSING) {
                throw new Stop(StopReason.AMOUNT_NOT_SET);
            }
            throw new Stop(StopReason.AMOUNT_INVALID, Map.of("problem", e.getMessage()));
        }
    }

    private static Currency currency(String text) {
        try {
            return CurrencyCode.payable(text);
        } catch (InvalidMoneyException e) {
            throw switch (e.kind()) {
                case CURRENCY_MISSING -> new Stop(StopReason.CURRENCY_NOT_SET);
                case CRYPTO_CURRENCY, NOT_PAYABLE_CURRENCY ->
                    new Stop(StopReason.CURRENCY_NOT_PAID, Map.of("currency", text.strip(), "problem", e.getMessage()));
                default -> new Stop(StopReason.CURRENCY_INVALID, Map.of("problem", e.getMessage()));
            };
        }
    }
}
