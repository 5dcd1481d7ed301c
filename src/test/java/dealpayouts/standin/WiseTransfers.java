package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WiseEvent.TransferRef;
import dealpayouts.standin.WiseWorld.Recipient;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Transfers and their requirements (Wise reference §7, §8). */
final class WiseTransfers {

    static final String REFERENCE_RULE = "[a-zA-Z0-9- ]*";

    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> CANCELLABLE = Set.of(
            "incoming_payment_waiting",
            "incoming_payment_initiated",
            "waiting_recipient_input_to_proceed",
            "processing");

    private final WiseWorld world;

    WiseTransfers(WiseWorld world) {
        this.world = world;
    }

    Answer requirements(Call call) {
        JsonNode body = WiseWorld.body(call);
        Quote quote = quote(body);
        recipient(body, quote);
        ArrayNode fields = Json.array(referenceField(quote));
        ObjectNode given = details(body);
        List<TransferDetail> wanted = wanted(quote.target);
        for (TransferDetail detail : wanted) {
            if (detail.isAsked(given)) {
                fields.add(detail.requirement(
                        wanted.stream().anyMatch(other -> detail.key().equals(other.after()))));
            }
        }
        return Answer.json(200, Json.array(Json.object("type", "transfer", "fields", fields)));
    }

    private List<TransferDetail> wanted(String currency) {
        return world.scenario.transferDetails.getOrDefault(currency, List.of());
    }

    private static ObjectNode details(JsonNode body) {
        return body.path("details") instanceof ObjectNode given ? given : Json.object();
    }

    private ObjectNode referenceField(Quote quote) {
        return Json.object(
                "name",
                "Transfer reference",
                "group",
                Json.array(Json.object(
                        "key",
                        "reference",
                        "name",
                        "Transfer reference",
                        "type",
                        "text",
                        "required",
                        false,
                        "refreshRequirementsOnChange",
                        false,
                        "minLength",
                        null,
                        "maxLength",
                        world.scenario.referenceLength(quote.target),
                        "validationRegexp",
                        REFERENCE_RULE,
                        "displayFormat",
                        null,
                        "example",
                        "",
                        "valuesAllowed",
                        null)));
    }

    Answer create(Call call) {
        JsonNode body = WiseWorld.body(call);
        UUID key = key(body);
        SentTransfer earlier = world.transfersByKey.get(key);
        if (earlier != null) {
            return repeated(earlier, body);
        }
        Quote quote = quote(body);
        if (quote.transfer != null) {
            throw WiseErrors.refusal(
                    422, "quote.already.used", "This quote already has a transfer.", "quoteUuid", quote.id);
        }
        if (quote.expired(world.now())) {
            throw WiseErrors.refusal(422, "quote.expired", "This quote has expired.", "quoteUuid", quote.id);
        }
        if (world.scenario.missingApproval) {
            throw WiseErrors.refusal(
                    422,
                    "quote.not.accepted",
                    "Quote cannot be accepted with this request due to missing approval.",
                    "quoteUuid");
        }
        Recipient recipient = recipient(body, quote);
        String reference = reference(body, quote.target);
        for (TransferDetail detail : wanted(quote.target)) {
            if (!detail.holds(details(body))) {
                throw WiseErrors.notValid(detail.key(), "Please specify " + detail.name() + ".");
            }
        }
        BigDecimal targetValue = world.scenario.alteredTargetValue == null
                ? quote.targetValue
                : Currencies.rounded(world.scenario.alteredTargetValue, quote.target);
        SentTransfer transfer = add(key, body, quote, recipient, targetValue, reference);
        return Answer.json(200, transfer.json(transfer.statusForRead()));
    }

    /** A person makes a transfer on Wise's pages. */
    SentTransfer makeByHand(Recipient recipient, String source, BigDecimal targetAmount) {
        return makeElsewhere(recipient, source, targetAmount, UUID.randomUUID(), "");
    }

    /** Another program makes a transfer. */
    SentTransfer makeElsewhere(
            Recipient recipient, String source, BigDecimal targetAmount, UUID key, String reference) {
        Quote quote = new Quote(
                recipient.profile, source, recipient.currency, false, targetAmount, world.scenario, world.now());
        world.quotes.put(quote.id, quote);
        return add(key, Json.object(), quote, recipient, quote.targetValue, reference);
    }

    Answer get(Call call) {
        SentTransfer transfer = existing(call);
        return Answer.json(200, transfer.json(transfer.statusForRead()));
    }

    Answer list(Call call) {
        long profile = call.query("profile").map(Long::parseLong).orElse(WiseWorld.PERSONAL_PROFILE);
        world.profile(profile, call.path());
        int limit = call.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
        int offset = call.query("offset").map(Integer::parseInt).orElse(0);
        if (limit < 1 || offset % limit != 0) {
            throw WiseErrors.refusal(
                    422, "inconsistent.pagination", "inconsistent pagination", "offset", offset, limit);
        }
        Instant from = time(call, "createdDateStart", Instant.MIN);
        Instant to = time(call, "createdDateEnd", Instant.MAX);
        Set<String> statuses = call.query("status")
                .map(list -> Set.copyOf(List.of(list.split(","))))
                .orElse(Set.of());
        Predicate<SentTransfer> wanted = transfer -> transfer.profile() == profile
                && !transfer.created.isBefore(from)
                && !transfer.created.isAfter(to)
                && (statuses.isEmpty() || statuses.contains(transfer.shownStatus()))
                && call.query("sourceCurrency")
                        .map(transfer.quote.source::equals)
                        .orElse(true)
                && call.query("targetCurrency")
                        .map(transfer.quote.target::equals)
                        .orElse(true);
        ArrayNode page = Json.array();
        world.transfers.descendingMap().values().stream()
                .filter(wanted)
                .skip(offset)
                .limit(limit)
                .forEach(transfer -> page.add(transfer.json(transfer.statusForRead())));
        return Answer.json(200, page);
    }

    Answer cancel(Call call) {
        SentTransfer transfer = existing(call);
        if (!CANCELLABLE.contains(transfer.status)) {
            throw WiseErrors.refusal(409, "transfer.cancellation.not.allowed", "Transfer cannot be cancelled", null);
        }
        moveTo(transfer, "cancelled", world.now());
        return Answer.json(200, transfer.json(transfer.status));
    }

    void moveTo(SentTransfer transfer, String status, Instant at) {
        String previous = transfer.status;
        if (!status.equals(previous)) {
            world.tell("transfer " + transfer.id + " " + previous + " -> " + status);
            transfer.status = status;
            world.deliveries.send(WiseEvent.stateChange(TransferRef.of(transfer), status, previous, at));
        }
    }

    /** Tells that a payout failed; the state stays what it is (§13). */
    void payoutFailure(SentTransfer transfer, String code, String description) {
        world.deliveries.send(WiseEvent.payoutFailure(TransferRef.of(transfer), code, description, world.now()));
    }

    void activeCases(SentTransfer transfer, String... cases) {
        transfer.activeIssues = cases.length > 0;
        world.deliveries.send(WiseEvent.activeCases(TransferRef.of(transfer), cases));
    }

    SentTransfer existing(Call call) {
        SentTransfer transfer = world.transfers.get(call.id(0));
        if (transfer == null) {
            throw WiseErrors.missing("transfer", call.id(0));
        }
        return transfer;
    }

    private SentTransfer add(
            UUID key, JsonNode body, Quote quote, Recipient recipient, BigDecimal targetValue, String reference) {
        SentTransfer transfer = new SentTransfer(
                world.nextTransferId(), key, body, quote, recipient.id, targetValue, reference, world.now());
        quote.transfer = transfer;
        quote.targetAccount = recipient.id;
        world.transfers.put(transfer.id, transfer);
        world.transfersByKey.put(key, transfer);
        world.tell("transfer " + transfer.id + " created: " + Currencies.text(targetValue, quote.target) + " to "
                + recipient.name + (reference.isEmpty() ? "" : ", reference " + reference));
        world.deliveries.send(WiseEvent.stateChange(TransferRef.of(transfer), transfer.status, null, transfer.created));
        return transfer;
    }

    private Answer repeated(SentTransfer earlier, JsonNode body) {
        if (world.scenario.repeatedKey == RepeatedKey.REFUSE && !earlier.request.equals(body)) {
            throw WiseErrors.notValid("customerTransactionId", "This id was used for another transfer.");
        }
        return Answer.json(200, earlier.json(earlier.statusForRead()));
    }

    private static UUID key(JsonNode body) {
        String key = WiseWorld.text(body, "customerTransactionId");
        if (key == null || !UUID_FORM.matcher(key).matches()) {
            throw WiseErrors.notValid("customerTransactionId", "Please send a UUID.");
        }
        return UUID.fromString(key);
    }

    private Quote quote(JsonNode body) {
        String id = WiseWorld.text(body, "quoteUuid");
        Quote quote = id == null ? null : world.quotes.get(id);
        if (quote == null) {
            throw WiseErrors.notValid("quoteUuid", "There is no such quote.", String.valueOf(id));
        }
        return quote;
    }

    private Recipient recipient(JsonNode body, Quote quote) {
        Long id = WiseWorld.integer(body, "targetAccount");
        Recipient recipient = id == null ? null : world.recipient(id);
        if (recipient == null || recipient.profile != quote.profile) {
            throw WiseErrors.refusal(
                    422, "RECIPIENT_MISSING", "There is no such recipient.", "targetAccount", String.valueOf(id));
        }
        if (!recipient.active) {
            throw WiseErrors.refusal(422, "INVALID_RECIPIENT", "The recipient is not active.", "targetAccount", id);
        }
        if (!recipient.currency.equals(quote.target)) {
            throw WiseErrors.refusal(
                    422,
                    "INVALID_RECIPIENT",
                    "The recipient receives " + recipient.currency + ", the quote is for " + quote.target + ".",
                    "targetAccount",
                    id);
        }
        if (recipient.wantsAcceptance()) {
            throw WiseErrors.refusal(
                    422, "RECIPIENT_NOT_CONFIRMED", "The recipient has to be confirmed first.", "targetAccount", id);
        }
        if (quote.targetAccount != null && !quote.targetAccount.equals(id)) {
            throw WiseErrors.refusal(
                    422, "INVALID_RECIPIENT", "The quote was made for another recipient.", "targetAccount", id);
        }
        return recipient;
    }

    private String reference(JsonNode body, String currency) {
        JsonNode details = body.path("details");
        String reference = details.isObject() ? WiseWorld.text(details, "reference") : null;
        if (reference == null) {
            return "";
        }
        boolean fits =
                reference.matches(REFERENCE_RULE) && reference.length() <= world.scenario.referenceLength(currency);
        if (world.dialect == Dialect.PLATFORM && !fits) {
            throw WiseErrors.notValid("reference", "This reference cannot be sent in " + currency + ".", reference);
        }
        return reference;
    }

    private static Instant time(Call call, String name, Instant otherwise) {
        String text = call.query(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            if (text.endsWith("Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw wrongDate(name, text);
        }
        throw wrongDate(name, text);
    }

    private static Refusal wrongDate(String name, String text) {
        return WiseErrors.refusal(422, "wrong.date.format", "Wrong date format.", name, text);
    }
}
