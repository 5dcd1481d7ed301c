package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.kommo.Contractor;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/** Bean {@code recipients}: from a contractor to the Wise recipient who may be paid, or the reason why there is none. */
public final class Recipients {

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    /**
     * The name under which a verified recipient is remembered. Everything that decides about the recipient is part of
     * it, so a person's correction in Kommo takes effect at once.
     */
    public String cacheKey(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor) {
        return String.join(
                "|",
                String.valueOf(profileId),
                String.valueOf(contractor.id()),
                payout.amount().currency().getCurrencyCode(),
                contractor.recipientField(),
                contractor.email());
    }

    /**
     * The recipient's id in the contact's field.
     *
     * @return null when the field is empty
     * @throws Stop when the field holds something else than an id
     */
    public Long fromField(@Variable("contractor") Contractor contractor) {
        String field = contractor.recipientField();
        if (field.isEmpty()) {
            return null;
        }
        if (!ID.matcher(field).matches()) {
            throw new Stop(
                    StopReason.RECIPIENT_FIELD_INVALID,
                    Map.of("contact", contractor.name(), "field", PlainWords.fact(field)));
        }
        return Long.valueOf(field);
    }

    /**
     * Checks that the recipient exists, is active, receives the payout's currency, belongs to the paying profile and was
     * accepted by a person where Wise wants that.
     * Both shapes of a recipient are understood (Wise reference §6).
     *
     * @param answer Wise's recipient
     * @param code its HTTP status
     * @return the recipient's id
     * @throws Stop naming what is wrong with it
     */
    public long verify(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor,
            @Variable("recipientId") long recipientId,
            @Variable("recipientAnswer") String answer,
            @Variable("header:recipientAnswer.CamelHttpResponseCode") int code) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("contact", contractor.name());
        facts.put("recipient", recipientId);
        facts.put("currency", payout.amount().currency().getCurrencyCode());
        if (code == NOT_FOUND || code == FORBIDDEN) {
            throw new Stop(StopReason.RECIPIENT_NOT_FOUND, facts);
        }
        JsonNode recipient = Json.read(answer);
        if (recipient.path("id").asLong() != recipientId) {
            throw new UnreadableAnswerException("Wise answered another recipient than " + recipientId);
        }
        if (!recipient.path("active").asBoolean()) {
            throw new Stop(StopReason.RECIPIENT_INACTIVE, facts);
        }
        if (recipient.path("profileId").asLong(recipient.path("profile").asLong()) != profileId) {
            throw new Stop(StopReason.RECIPIENT_OTHER_PROFILE, facts);
        }
        if (!payout.amount()
                .currency()
                .getCurrencyCode()
                .equals(recipient.path("currency").asText())) {
            throw new Stop(StopReason.RECIPIENT_OTHER_CURRENCY, facts);
        }
        String doubts = Confirmations.doubts(recipient.path("confirmations"));
        if (!doubts.isEmpty()) {
            facts.put("problem", doubts);
            throw new Stop(StopReason.RECIPIENT_NOT_CONFIRMED, facts);
        }
        return recipientId;
    }

    /**
     * Whether news of a transfer says that nobody is to be paid by its recipient again (Wise reference §13).
     *
     * @param facts of the news
     */
    public boolean isWrong(@Variable("facts") Map<String, String> facts) {
        return PayoutFailures.isRecipientUnusable(facts.getOrDefault("code", ""));
    }

    /** @throws Stop when there is no e-mail address by which a recipient could be made */
    public void requireEmail(@Variable("contractor") Contractor contractor) {
        if (contractor.email().isEmpty()) {
            throw new Stop(StopReason.RECIPIENT_UNKNOWN, Map.of("contact", contractor.name()));
        }
        if (!EMAIL.matcher(contractor.email()).matches()) {
            throw new Stop(
                    StopReason.EMAIL_INVALID,
                    Map.of("contact", contractor.name(), "problem", PlainWords.fact(contractor.email())));
        }
    }

    /**
     * Checks that Wise pays this by e-mail alone: only when the account requirements list that type
     * (Wise reference §6).
     *
     * @param answer the account requirements of a quote
     * @throws Stop when Wise wants bank details
     */
    public void requireEmailAllowed(
            @Variable("payout") Payout payout,
            @Variable("contractor") Contractor contractor,
            @Variable("accountRequirements") String answer) {
        for (JsonNode type : Json.read(answer)) {
            if ("email".equals(type.path("type").asText())) {
                return;
            }
        }
        throw new Stop(
                StopReason.EMAIL_NOT_ALLOWED,
                Map.of(
                        "contact",
                        contractor.name(),
                        "currency",
                        payout.amount().currency().getCurrencyCode()));
    }

    /**
     * Looks for an active recipient of that name and e-mail address: making one has no idempotency key
     * (Wise reference §6).
     *
     * @param wrong recipients whose bank details are known to be wrong
     * @param answer one page of Wise's list of recipients for profile and currency
     * @return its id, or null when it is not on this page
     */
    public Long find(
            @Variable("contractor") Contractor contractor,
            @Variable("wrongRecipients") List<Long> wrong,
            @Variable("recipientsAnswer") String answer) {
        for (JsonNode recipient : Json.read(answer).path("content")) {
            String name = recipient
                    .path("name")
                    .path("fullName")
                    .asText(recipient.path("accountHolderName").asText());
            if (recipient.path("active").asBoolean()
                    && !wrong.contains(recipient.path("id").asLong())
                    && name.equalsIgnoreCase(contractor.name())
                    && showsEmail(recipient, contractor.email())) {
                return recipient.path("id").asLong();
            }
        }
        return null;
    }

    /**
     * Where the list of recipients goes on.
     *
     * @param position where the answered page began
     * @param answer one page of the list
     * @return null when that was the last page
     */
    public Long nextPosition(@Variable("listPosition") long position, @Variable("recipientsAnswer") String answer) {
        JsonNode page = Json.read(answer);
        long next = page.path("seekPositionForNext").asLong();
        int rows = page.path("content").size();
        boolean last = rows == 0 || rows < page.path("size").asInt();
        return last || next <= position ? null : next;
    }

    private static boolean showsEmail(JsonNode recipient, String email) {
        if (email.equalsIgnoreCase(recipient.path("details").path("email").asText())
                || email.equalsIgnoreCase(recipient.path("accountSummary").asText())) {
            return true;
        }
        for (JsonNode field : recipient.path("displayFields")) {
            if (email.equalsIgnoreCase(field.path("value").asText())) {
                return true;
            }
        }
        return false;
    }

    /** The request for a recipient who is asked for bank details by e-mail (Wise reference §6). */
    public String request(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("profile", profileId);
        body.put("currency", payout.amount().currency().getCurrencyCode());
        body.put("type", "email");
        body.put("accountHolderName", contractor.name());
        body.put("ownedByCustomer", false);
        body.put("details", Map.of("email", contractor.email()));
        return Json.write(body);
    }

    /** The id of the recipient that Wise just made. */
    public long created(@Variable("recipientAnswer") String answer) {
        long id = Json.read(answer).path("id").asLong();
        if (id == 0) {
            throw new UnreadableAnswerException("the new recipient has no id");
        }
        return id;
    }
}
