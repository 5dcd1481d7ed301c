package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Contractor;
import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.PaymentOrder;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.AmountParser;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.money.Money;
import dealpayouts.money.UserInput;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/** Bean {@code deals}: what a deal and its main contact say, read strictly. */
public final class Deals {

    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    /** How many values of a field are named. */
    private static final int MOST_VALUES = 3;
    /** What the ledger keeps of the field "Wise transfer", a text that anybody may write. */
    private static final int LONGEST_TRANSFER = 190;

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
    public PaymentOrder facts(@Variable("deal") String deal, @Variable("account") String account) {
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
    public PaymentOrder factsAfterwards(@Variable("deal") String deal, @Variable("account") String account) {
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

    private PaymentOrder factsOf(JsonNode lead, String account) {
        String transfer = settings.transferField() == null
                ? null
                : CustomFields.of(lead)
                        .value(settings.transferField())
                        .map(text -> UserInput.shown(text, LONGEST_TRANSFER))
                        .orElse(null);
        return new PaymentOrder(mainContact(lead), amount(lead, account), transfer);
    }

    /**
     * The deal's tags as people have written them (Kommo reference §4.1); none when there is no deal.
     *
     * @param deal the lead; null when there is none
     */
    public List<String> tags(@Variable("deal") String deal) {
        List<String> tags = new ArrayList<>();
        if (deal != null) {
            Json.read(deal)
                    .path("_embedded")
                    .path("tags")
                    .forEach(tag -> tags.add(tag.path("name").asText()));
        }
        return tags;
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
    public Contractor contractor(@Variable("facts") PaymentOrder facts, @Variable("contact") String contact) {
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
                UserInput.line(entity.path("name").asText("")),
                email(fields),
                fields.value(settings.recipientField()).orElse(""));
    }

    private String email(CustomFields fields) {
        return fields.value("EMAIL", settings.emailPreference()).orElse("");
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
        String field = recipientField(payout.contractorId(), contact);
        return field.equals(String.valueOf(payout.recipientId())) ? recipientFieldRequest(null) : null;
    }

    /**
     * Whether the recipient that is to be written is not the payout's any more: it was made for another contact, or for
     * another e-mail address than the contact has now, or the contact is gone.
     *
     * @param contact Kommo's answer for the contact that the recipient was made for
     * @param code its HTTP status
     */
    public boolean isRecipientOutdated(
            @Variable("payout") Payout payout,
            @Variable("feedback") Feedback feedback,
            @Variable("contact") String contact,
            @Variable("header:contact.CamelHttpResponseCode") int code) {
        if (code == NO_CONTENT || code == NOT_FOUND) {
            return true;
        }
        CustomFields fields = CustomFields.of(Json.entity(contact, feedback.contractorId()));
        return !feedback.isMadeFor(payout.contractorId(), email(fields));
    }

    /**
     * The request that writes a recipient to the contact's field "Wise recipient".
     *
     * @param contact Kommo's answer for the contact that the recipient was made for
     * @param code its HTTP status
     * @return null when the field is filled in by now, by an attempt whose answer was lost or by a person, or when the
     *     recipient is outdated
     */
    public String recipientRequest(
            @Variable("payout") Payout payout,
            @Variable("feedback") Feedback feedback,
            @Variable("contact") String contact,
            @Variable("header:contact.CamelHttpResponseCode") int code) {
        if (isRecipientOutdated(payout, feedback, contact, code)) {
            return null;
        }
        return recipientField(feedback.contractorId(), contact).isEmpty()
                ? recipientFieldRequest(List.of(Map.of("value", feedback.content())))
                : null;
    }

    private String recipientField(long contactId, String contact) {
        return CustomFields.of(Json.entity(contact, contactId))
                .value(settings.recipientField())
                .orElse("");
    }

    private String recipientFieldRequest(List<Object> values) {
        Map<String, Object> field = new HashMap<>();
        field.put("field_id", settings.recipientField());
        field.put("values", values);
        return Json.write(Map.of("custom_fields_values", List.of(field)));
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
        Optional<String> amount = only(fields.values(settings.amountField()), "amount", StopReason.AMOUNT_INVALID);
        Optional<String> currency =
                only(fields.values(settings.currencyField()), "currency", StopReason.CURRENCY_INVALID);
        if (amount.isEmpty()) {
            requireReadable(PayoutField.AMOUNT);
        }
        if (currency.isEmpty()) {
            requireReadable(PayoutField.CURRENCY);
        }
        if (amount.isEmpty() && account != null) {
            String price = lead.path("price").asText("");
            String accountCurrency = Json.read(account).path("currency").asText();
            if (accountCurrency.isEmpty()) {
                throw new UnreadableAnswerException("Kommo's answer for the account names no currency");
            }
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

    private static Optional<String> only(List<String> values, String field, StopReason reason) {
        if (values.size() > 1) {
            String all =
                    values.stream().limit(MOST_VALUES).map(UserInput::quoted).collect(Collectors.joining(" and "));
            throw new Stop(
                    reason,
                    Map.of("problem", "The payout " + field + " has several values, " + all + ": leave one of them."));
        }
        return values.stream().findFirst();
    }

    private static Money money(String amountText, String currencyText) {
        Currency currency = currency(currencyText);
        try {
            return new Money(AmountParser.parse(amountText, currency), currency);
        } catch (InvalidMoneyException e) {
            boolean zero = e.kind() == InvalidMoneyException.Kind.AMOUNT_NOT_POSITIVE && !amountText.startsWith("-");
            throw zero || e.kind() == InvalidMoneyException.Kind.AMOUNT_MISSING
                    ? new Stop(StopReason.AMOUNT_NOT_SET)
                    : new Stop(StopReason.AMOUNT_INVALID, Map.of("problem", e.getMessage()));
        }
    }

    private static Currency currency(String text) {
        try {
            return CurrencyCode.payable(text);
        } catch (InvalidMoneyException e) {
            throw switch (e.kind()) {
                case CURRENCY_MISSING -> new Stop(StopReason.CURRENCY_NOT_SET);
                case CRYPTO_CURRENCY, NOT_PAYABLE_CURRENCY ->
                    new Stop(
                            StopReason.CURRENCY_NOT_PAID,
                            Map.of("currency", UserInput.shown(text), "problem", e.getMessage()));
                default -> new Stop(StopReason.CURRENCY_INVALID, Map.of("problem", e.getMessage()));
            };
        }
    }
}
