package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Batch groups, and the guide's one call for many transfers (Wise reference §14, §19 number 9). */
final class WiseBatches {

    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 100;

    private static final class Group {
        final String id = UUID.randomUUID().toString();
        final long profile;
        final String name;
        final String source;
        final Set<Long> transfers = new LinkedHashSet<>();
        int version;
        String status = "NEW";
        boolean paid;
        int laggingReads;

        Group(long profile, String name, String source) {
            this.profile = profile;
            this.name = name;
            this.source = source;
        }
    }

    private final WiseWorld world;
    private final WiseTransfers transfers;
    private final WiseFundings fundings;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<List<Long>> payments = new ArrayList<>();
    private final Random versions = new Random();

    WiseBatches(WiseWorld world, WiseTransfers transfers, WiseFundings fundings) {
        this.world = world;
        this.transfers = transfers;
        this.fundings = fundings;
    }

    Answer create(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        JsonNode body = WiseWorld.body(call);
        String source = WiseWorld.text(body, "sourceCurrency");
        String name = WiseWorld.text(body, "name");
        if (source == null || !Currencies.known(source)) {
            throw WiseErrors.notValid("sourceCurrency", "Not a currency code.");
        }
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw WiseErrors.notValid("name", "Please send a name of 1 to 100 characters.");
        }
        Group group = new Group(profile, name, source);
        groups.put(group.id, group);
        world.tell("batch group " + group.id + " created: " + name);
        return Answer.json(201, json(group, false));
    }

    Answer get(Call call) {
        Group group = existing(call);
        boolean lagging = group.laggingReads > 0;
        group.laggingReads = Math.max(0, group.laggingReads - 1);
        return Answer.json(200, json(group, group.paid && !lagging));
    }

    /** A transfer with a known key comes back as it is, wherever it was made. */
    Answer addTransfer(Call call) {
        Group group = existing(call);
        JsonNode body = WiseWorld.body(call);
        String key = WiseWorld.text(body, "customerTransactionId");
        boolean known = key != null
                && world.transfersByKey.keySet().stream()
                        .anyMatch(k -> k.toString().equalsIgnoreCase(key));
        if (!known) {
            requireOpen(group);
            Quote quote = world.quotes.get(String.valueOf(WiseWorld.text(body, "quoteUuid")));
            if (quote != null && (!quote.source.equals(group.source) || quote.profile != group.profile)) {
                throw WiseErrors.notValid("quoteUuid", "The batch group is in " + group.source + ".", quote.source);
            }
        }
        Answer answer = transfers.create(call);
        if (!known) {
            group.transfers.add(world.transfersByKey.get(UUID.fromString(key)).id);
            change(group);
        }
        return answer;
    }

    Answer update(Call call) {
        Group group = existing(call);
        if (!call.hasContentType("application/json")) {
            throw new Refusal(WiseErrors.plain(
                    415, "Unsupported Media Type", "Content type is not supported", world.now(), call.path()));
        }
        JsonNode body = WiseWorld.body(call);
        if (world.scenario.batchConflicts > 0) {
            world.scenario.batchConflicts--;
            change(group);
        }
        Long version = WiseWorld.integer(body, "version");
        if (version == null || version != group.version) {
            throw WiseErrors.refusal(
                    409, "batch.group.version.conflict", "The version is not the latest one.", "version", version);
        }
        String status = WiseWorld.text(body, "status");
        if ("COMPLETED".equals(status)) {
            complete(group);
        } else if ("CANCELLED".equals(status)) {
            cancel(group);
        } else {
            throw WiseErrors.notValid("status", "Please send COMPLETED or CANCELLED.", String.valueOf(status));
        }
        return Answer.json(200, json(group, group.paid));
    }

    /** All or nothing. */
    Answer fund(Call call) {
        Group group = existing(call);
        List<SentTransfer> members = members(group);
        members.forEach(transfer -> transfer.fundingAttempts++);
        if (!"BALANCE".equals(WiseWorld.text(WiseWorld.body(call), "type"))) {
            return fundings.answer(Funding.INVALID_REQUEST, call);
        }
        if (group.paid) {
            return fundings.answer(world.scenario.repeatedFunding, call);
        }
        if (!group.status.equals("COMPLETED")) {
            throw WiseErrors.refusal(422, "batch.group.not.completed", "Complete the batch group first.", null);
        }
        Funding funding = world.scenario.funding;
        if (!funding.debits()) {
            return fundings.answer(funding, call);
        }
        Funding obstacle = fundings.obstacle(group.source, members);
        if (obstacle != null) {
            return fundings.answer(obstacle, call);
        }
        pay(group);
        return Answer.json(200, json(group, true));
    }

    /** The guide's call: many transfers at once, all or nothing; its answers mirror those of the single call. */
    Answer fundTransfers(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        List<SentTransfer> all = new ArrayList<>();
        JsonNode ids = WiseWorld.body(call).path("transferIds");
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST) {
            throw WiseErrors.notValid("transferIds", "Please send 1 to 1000 transfers.");
        }
        for (JsonNode id : ids) {
            SentTransfer transfer = world.transfers.get(id.asLong());
            if (!id.isIntegralNumber() || transfer == null || transfer.profile() != profile) {
                throw WiseErrors.missing("transfer", id.asLong());
            }
            transfer.fundingAttempts++;
            all.add(transfer);
        }
        if (all.stream().anyMatch(transfer -> transfer.funded)) {
            return fundings.answer(world.scenario.repeatedFunding, call);
        }
        if (all.stream().anyMatch(transfer -> !WiseFundings.isFundable(transfer))) {
            return fundings.answer(Funding.INVALID_STATE, call);
        }
        Funding funding = world.scenario.funding;
        if (!funding.debits()) {
            return fundings.answer(funding, call);
        }
        Funding obstacle = fundings.obstacle(all.get(0).quote.source, all);
        if (obstacle != null) {
            return fundings.answer(obstacle, call);
        }
        debit(all);
        return funding.answer(all.get(0).paymentId, world.now(), call.path());
    }

    /** A person funds the group on Wise's pages. */
    void fundByHand(String id) {
        Group group = groups.get(id);
        if (group.paid
                || !group.status.equals("COMPLETED")
                || fundings.obstacle(group.source, members(group)) != null) {
            throw new IllegalStateException("batch group " + id + " cannot be funded");
        }
        pay(group);
    }

    /** A person cancels the group on Wise's pages. */
    void cancelByHand(String id) {
        cancel(groups.get(id));
    }

    /** A person puts a transfer into the group on Wise's pages. */
    void addByHand(String id, long transferId) {
        groups.get(id).transfers.add(transferId);
        change(groups.get(id));
    }

    List<BatchGroup> all() {
        return groups.values().stream()
                .map(g -> new BatchGroup(g.id, g.name, g.source, g.status, g.paid, List.copyOf(g.transfers)))
                .toList();
    }

    private void complete(Group group) {
        if (!group.status.equals("NEW") || group.transfers.isEmpty()) {
            throw WiseErrors.refusal(422, "batch.group.invalid-state", "It is " + group.status + ".", "status");
        }
        group.status = "COMPLETED";
        change(group);
        world.tell("batch group " + group.id + " completed: " + group.transfers.size() + " transfers");
    }

    private void cancel(Group group) {
        if (group.paid || group.status.equals("CANCELLED")) {
            throw WiseErrors.refusal(422, "batch.group.invalid-state", "It cannot be cancelled.", "status");
        }
        group.status = "CANCELLED";
        change(group);
        world.tell("batch group " + group.id + " cancelled");
        members(group).forEach(transfer -> transfers.moveTo(transfer, "cancelled", world.now()));
    }

    private void pay(Group group) {
        group.paid = true;
        group.laggingReads = world.scenario.fundingLag;
        world.tell("batch group " + group.id + " paid");
        debit(members(group));
    }

    private void debit(List<SentTransfer> all) {
        payments.add(all.stream().map(transfer -> transfer.id).toList());
        all.forEach(transfer -> fundings.debit(transfer, world.now()));
    }

    List<List<Long>> payments() {
        return List.copyOf(payments);
    }

    /** Those that are still to be paid: one that was cancelled by itself is not. */
    private List<SentTransfer> members(Group group) {
        return group.transfers.stream()
                .map(world.transfers::get)
                .filter(WiseFundings::isFundable)
                .toList();
    }

    private void requireOpen(Group group) {
        if (!group.status.equals("NEW")) {
            throw WiseErrors.refusal(422, "batch.group.invalid-state", "It is " + group.status + ".", "status");
        }
        if (group.transfers.size() >= MOST) {
            throw WiseErrors.refusal(422, "batch.group.full", "A batch group holds 1000 transfers.", null);
        }
    }

    /** Signed and without an order: only that it differs counts. */
    private void change(Group group) {
        int before = group.version;
        while (group.version == before) {
            group.version = versions.nextInt();
        }
    }

    private Group existing(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        Group group = groups.get(call.variable(1));
        if (group == null || group.profile != profile) {
            throw WiseErrors.refusal(
                    404, "BATCH_GROUP_MISSING", "There is no such batch group.", "id", call.variable(1));
        }
        return group;
    }

    private ObjectNode json(Group group, boolean showPaid) {
        ObjectNode json = Json.object(
                "id",
                group.id,
                "version",
                group.version,
                "name",
                group.name,
                "fileName",
                null,
                "alreadyPaid",
                showPaid,
                "userId",
                WiseWorld.USER,
                "profileId",
                group.profile,
                "sourceCurrency",
                group.source,
                "status",
                group.status,
                "groupType",
                "API",
                "transferIds",
                Json.array(group.transfers.toArray()),
                "payInDetails",
                Json.array());
        if (world.scenario.silentGroups) {
            json.remove("alreadyPaid");
        }
        return json;
    }
}
