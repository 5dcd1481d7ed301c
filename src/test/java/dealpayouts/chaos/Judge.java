package dealpayouts.chaos;

import dealpayouts.chaos.Deal.Story;
import dealpayouts.chaos.Problem.Kind;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges from what the stand-ins hold, whatever the product believes. */
final class Judge {

    private static final Pattern DEAL = Pattern.compile("(\\d+)$");
    /** What may be said again once something else was said: the same cause may come back. */
    private static final Pattern SAID_AGAIN = Pattern.compile("Wise: payout delayed");

    private static final Pattern SAID_AGAIN_IN_BATCHES =
            Pattern.compile("Wise: (payout delayed|the payment of .* waits for"
                    + "|top up balance|batch \\d+ of \\d+ payouts waits for|the payment is refused)");
    private static final String SENT = "outgoing_payment_sent";
    private static final String BOUNCED = "bounced_back";

    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final boolean batches;
    private final List<Problem> problems = new ArrayList<>();
    private int paid;
    private int parked;
    private int left;

    private Judge(KommoStandIn kommo, WiseStandIn wise, boolean batches) {
        this.kommo = kommo;
        this.wise = wise;
        this.batches = batches;
    }

    /**
     * @param batches whether every transfer has to be paid with others
     * @param paidIn all that was ever paid in to the balance
     */
    static Verdict judge(
            KommoStandIn kommo, WiseStandIn wise, boolean batches, List<Deal> accepted, BigDecimal paidIn) {
        Judge judge = new Judge(kommo, wise, batches);
        List<Transfer> all = wise.transfers();
        Map<Long, List<Transfer>> byDeal = all.stream().collect(Collectors.groupingBy(Judge::dealOf));
        accepted.forEach(deal -> judge.judge(deal, byDeal.getOrDefault(deal.id(), List.of())));
        judge.money(all, paidIn);
        judge.payments(all);
        judge.recipients(all);
        return new Verdict(
                accepted.size(),
                judge.paid,
                judge.parked,
                judge.left,
                wise.batches().payments().size(),
                judge.problems);
    }

    /** The deal that the transfer's reference names. */
    static long dealOf(Transfer transfer) {
        Matcher digits = DEAL.matcher(transfer.reference());
        return digits.find() ? Long.parseLong(digits.group(1)) : 0;
    }

    private void judge(Deal deal, List<Transfer> transfers) {
        List<Transfer> funded = transfers.stream().filter(Transfer::funded).toList();
        List<String> notes = kommo.notes(deal.id());
        if (transfers.size() > 1 && !isLastOfWithdrawn(transfers)) {
            found(Kind.PAID_TWICE, deal, "has the transfers " + transfers);
        }
        if (isRepeated(notes)) {
            found(Kind.NOTE_DOUBLED, deal, "says " + notes);
        }
        if (!funded.isEmpty()) {
            paid++;
            paid(deal, funded.get(0), notes);
        } else if (deal.story() == Story.LEAVES) {
            left++;
        } else if (deal.mustBePaid() && !notes.isEmpty()) {
            found(Kind.STUCK, deal, "says " + notes);
        } else if (deal.mustBeParked() && !notes.isEmpty()) {
            parked++;
        } else {
            found(Kind.LOST, deal, "is not paid and says nothing");
        }
    }

    /**
     * A recipient whose details are wrong is not paid again: the unpaid transfer to it is cancelled, and another recipient
     * gets a transfer of the next cycle.
     */
    private static boolean isLastOfWithdrawn(List<Transfer> transfers) {
        List<Transfer> kept = transfers.stream()
                .filter(transfer -> transfer.funded() || !transfer.status().equals("cancelled"))
                .toList();
        Set<Long> recipients = transfers.stream().map(Transfer::targetAccount).collect(Collectors.toSet());
        return kept.size() <= 1 && recipients.size() == transfers.size();
    }

    /** A payout may be late again, for another reason in between; everything else is said once. */
    private boolean isRepeated(List<String> notes) {
        Pattern again = batches ? SAID_AGAIN_IN_BATCHES : SAID_AGAIN;
        for (int i = 1; i < notes.size(); i++) {
            if (again.matcher(notes.get(i)).lookingAt()
                    ? notes.get(i).equals(notes.get(i - 1))
                    : notes.subList(0, i).contains(notes.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void paid(Deal deal, Transfer transfer, List<String> notes) {
        if (deal.mustBeParked()
                || transfer.targetValue().compareTo(new BigDecimal(deal.amount())) != 0
                || !transfer.targetCurrency().equals(deal.currency())
                || deal.recipient() != null && deal.recipient() != transfer.targetAccount()) {
            found(Kind.WRONGLY_PAID, deal, "is " + deal + ", paid by " + transfer);
        }
        once(
                deal,
                notes,
                "Wise: paid " + transfer.targetValue() + " " + deal.currency() + ", transfer " + transfer.id());
        if (transfer.status().equals(SENT)) {
            once(deal, notes, "Wise: transfer " + transfer.id() + " of .* was sent ");
        }
        if (transfer.status().equals(BOUNCED)) {
            once(deal, notes, "Wise: transfer " + transfer.id() + " of .* came back ");
        }
        fields(deal, transfer);
    }

    private void once(Deal deal, List<String> notes, String start) {
        Pattern pattern = Pattern.compile(start);
        long times =
                notes.stream().filter(note -> pattern.matcher(note).lookingAt()).count();
        if (times == 0) {
            found(Kind.NOTE_MISSING, deal, "does not say '" + start + "' but " + notes);
        }
        if (times > 1) {
            found(Kind.NOTE_DOUBLED, deal, "says " + notes);
        }
    }

    private void fields(Deal deal, Transfer transfer) {
        long id = deal.id();
        String status = kommo.dealField(id, KommoStandIn.FIELD_STATUS);
        Set<String> truth =
                switch (transfer.status()) {
                    case SENT -> Set.of("sent");
                    case BOUNCED -> Set.of("bounced, check details");
                    default -> Set.of("funded", "processing");
                };
        if (status == null || !truth.contains(status)) {
            found(Kind.UNTRUE, deal, "has the status '" + status + "' while its transfer is " + transfer.status());
        }
        if (!String.valueOf(transfer.id()).equals(kommo.dealField(id, KommoStandIn.FIELD_TRANSFER))) {
            found(Kind.UNTRUE, deal, "does not name its transfer " + transfer.id());
        }
        long stage =
                switch (transfer.status()) {
                    case SENT -> KommoStandIn.STAGE_PAID;
                    case BOUNCED -> KommoStandIn.STAGE_ATTENTION;
                    default -> KommoStandIn.STAGE_PAY;
                };
        if (deal.story() != Story.LEAVES && kommo.stageOf(id) != stage) {
            found(Kind.UNTRUE, deal, "is in stage " + kommo.stageOf(id) + ", not " + stage);
        }
        List<String> tasks = kommo.openTasks(id);
        if (transfer.status().equals(BOUNCED) == tasks.isEmpty() || new HashSet<>(tasks).size() < tasks.size()) {
            found(Kind.UNTRUE, deal, "has the tasks " + tasks + " while its transfer is " + transfer.status());
        }
    }

    private void money(List<Transfer> all, BigDecimal paidIn) {
        BigDecimal debits = all.stream().map(Transfer::debited).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (paidIn.subtract(debits).compareTo(wise.balance("USD")) != 0) {
            problems.add(new Problem(
                    Kind.PAID_TWICE,
                    0,
                    "the balance is " + wise.balance("USD") + ", not " + paidIn + " less " + debits));
        }
    }

    /** In batch mode each funded transfer is in exactly one batch, in the payment of that batch, and in no other payment. */
    private void payments(List<Transfer> all) {
        Map<Long, Long> times = wise.batches().payments().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(transfer -> transfer, Collectors.counting()));
        Map<Long, Long> groups = wise.batches().all().stream()
                .flatMap(group -> group.transfers().stream())
                .collect(Collectors.groupingBy(transfer -> transfer, Collectors.counting()));
        for (Transfer transfer : all) {
            long paid = times.getOrDefault(transfer.id(), 0L);
            long in = groups.getOrDefault(transfer.id(), 0L);
            boolean grouped = !wise.batches().all().isEmpty();
            if (paid != (batches && transfer.funded() ? 1 : 0) || batches && grouped && in != 1) {
                problems.add(new Problem(
                        Kind.NOT_IN_ONE_BATCH,
                        dealOf(transfer),
                        "has transfer " + transfer.id() + " in " + in + " batch groups and " + paid
                                + " batch payments"));
            }
        }
    }

    /**
     * One recipient for each contractor, however many deals there are; each contractor of a day has a name of its own. One
     * whose money came back is not used again.
     */
    private void recipients(List<Transfer> all) {
        Map<Long, String> names = wise.recipientNames();
        all.stream()
                .filter(transfer -> transfer.status().equals(BOUNCED))
                .forEach(transfer -> names.remove(transfer.targetAccount()));
        Map<Long, Long> deals =
                all.stream().collect(Collectors.toMap(Transfer::targetAccount, Judge::dealOf, (one, another) -> one));
        names.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((name, ids) -> {
                    if (ids.size() > 1) {
                        long deal = ids.stream()
                                .map(id -> deals.getOrDefault(id, 0L))
                                .max(Long::compare)
                                .orElseThrow();
                        problems.add(new Problem(Kind.UNTRUE, deal, name + " has the recipients " + ids));
                    }
                });
    }

    private void found(Kind kind, Deal deal, String words) {
        problems.add(new Problem(kind, deal.id(), words));
    }
}
