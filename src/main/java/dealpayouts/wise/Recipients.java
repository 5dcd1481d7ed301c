package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Contractor;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.RecipientRefusal;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.EmailText;
import dealpayouts.money.StoredText;
import dealpayouts.money.UserInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/** Bean {@code recipients}: from a contractor to the Wise recipient who may be paid, or the reason why there is none. */
public final class Recipients {

    private static final int CLIENT_ERROR = 400;
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern APOSTROPHES = Pattern.compile("[‘’ʼ′`´]");
    private static final Pattern DASHES = Pattern.compile("[‐‑‒–—−]");
    /** Longest typed value that is quoted within a sentence. */
    private static final int LONGEST_VALUE = 120;

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
                contractor.email(),
                contractor.name());
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
                    Map.of(
                            "contact",
                            contractor.shownName(),
                            "field",
                            UserInput.shown(field, LONGEST_VALUE),
                            "odd",
                            UserInput.odd(field).map(odd -> ", with " + odd).orElse("")));
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
        facts.put("contact", contractor.shownName());
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

    /** @throws Stop when there is no name, or no e-mail address, by which a recipient could be made */
    public void requireEmail(@Variable("contractor") Contractor contractor) {
        if (contractor.email().isEmpty()) {
            throw new Stop(StopReason.RECIPIENT_UNKNOWN, Map.of("contact", contractor.shownName()));
        }
        EmailText.problem(contractor.email()).ifPresent(problem -> {
            throw new Stop(
                    StopReason.EMAIL_INVALID,
                    Map.of(
                            "contact",
                            contractor.shownName(),
                            "email",
                            UserInput.shown(contractor.email(), LONGEST_VALUE),
                            "problem",
                            problem));
        });
        if (contractor.name().isEmpty()) {
            throw new Stop(StopReason.CONTRACTOR_UNNAMED, Map.of("contact", contractor.id()));
        }
    }

    /**
     * Whether Wise pays this by e-mail alone: only when the account requirements list that type (Wise reference §6).
     *
     * @param answer the account requirements of a quote
     * @return null when it does; else that Wise wants bank details
     */
    public RecipientRefusal emailRefusal(@Variable("accountRequirements") String answer) {
        for (JsonNode type : Json.list(answer)) {
            if ("email".equals(type.path("type").asText())) {
                return null;
            }
        }
        return new RecipientRefusal(StopReason.EMAIL_NOT_ALLOWED, "");
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
        for (JsonNode recipient : Json.list(answer, "content")) {
            String name = recipient
                    .path("name")
                    .path("fullName")
                    .asText(recipient.path("accountHolderName").asText());
            if (recipient.path("active").asBoolean()
                    && !wrong.contains(recipient.path("id").asLong())
                    && StoredText.isSame(holder(contractor), name)
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
        if (StoredText.isWhole(email, recipient.path("details").path("email").asText())
                || StoredText.isWhole(email, recipient.path("accountSummary").asText())) {
            return true;
        }
        for (JsonNode field : recipient.path("displayFields")) {
            if (StoredText.isWhole(email, field.path("value").asText())) {
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
        body.put("accountHolderName", holder(contractor));
        body.put("ownedByCustomer", false);
        body.put("details", Map.of("email", contractor.email()));
        return Json.write(body);
    }

    /** The name as Wise takes it: word processors write apostrophes and dashes that are not on its list (§6). */
    private static String holder(Contractor contractor) {
        String name = APOSTROPHES.matcher(contractor.name()).replaceAll("'");
        return DASHES.matcher(name).replaceAll("-");
    }

    /**
     * Why Wise made no recipient.
     *
     * @param answer what Wise said to the request
     * @param code its HTTP status
     * @return null when Wise did not refuse it
     */
    public RecipientRefusal refusal(
            @Variable("recipientAnswer") String answer,
            @Variable("header:recipientAnswer.CamelHttpResponseCode") int code) {
        if (code < CLIENT_ERROR) {
            return null;
        }
        // A page of a proxy refuses nothing: what became of the request is not known then.
        Json.read(answer);
        return new RecipientRefusal(
                StopReason.RECIPIENT_REFUSED,
                WiseProblems.read(code, null, answer).sentence());
    }

    /**
     * The id of the recipient that Wise just made.
     *
     * @throws UnreadableAnswerException when the answer is not about it: whether it was made has to be looked up
     */
    public long created(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("recipientAnswer") String answer) {
        JsonNode recipient = Json.read(answer);
        long id = recipient.path("id").asLong();
        boolean asked = payout.amount()
                        .currency()
                        .getCurrencyCode()
                        .equals(recipient.path("currency").asText())
                && recipient.path("profileId").asLong(recipient.path("profile").asLong()) == profileId;
        if (id <= 0 || !asked) {
            throw new UnreadableAnswerException("the answer does not name the recipient that was to be made");
        }
        return id;
    }
}
