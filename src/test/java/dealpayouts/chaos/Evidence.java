package dealpayouts.chaos;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.WiseStandIn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is known about a deal that went wrong: the ledger's journal and the calls that the stand-ins saw. */
final class Evidence {

    private static final int LONGEST_LINE = 300;
    private static final int MOST_CALLS = 60;

    private final LedgerAddress ledger;
    private final KommoStandIn kommo;
    private final WiseStandIn wise;

    Evidence(Town town) {
        this.ledger = town.ledger();
        this.kommo = town.kommo();
        this.wise = town.wise();
    }

    List<String> about(long deal) {
        List<String> lines = new ArrayList<>();
        lines.addAll(rows(
                "select 'payout ' || p.id || ' ' || p.state || ' ' || coalesce(p.reason, '') from payout p where p.deal_id = ?",
                deal));
        lines.addAll(rows(
                "select 'journal ' || j.at || ' ' || j.step || ': ' || j.outcome from journal j"
                        + " join payout p on p.id = j.payout_id where p.deal_id = ? order by j.id",
                deal));
        lines.addAll(rows(
                "select 'feedback ' || f.id || ' ' || f.kind || ' ' || f.state || ' after ' || f.attempts || ': ' || f.content"
                        + " from feedback f join payout p on p.id = f.payout_id where p.deal_id = ? order by f.id",
                deal));
        lines.addAll(rows(
                "select 'batch ' || b.id || ' ' || b.state || ' ' || coalesce(b.reason, '') || ' ' || j.at || ': ' || j.outcome"
                        + " from batch_journal j join batch b on b.id = j.batch_id"
                        + " join payout p on p.batch_id = b.id where p.deal_id = ? order by j.id",
                deal));
        List<String> calls = calls(deal);
        lines.addAll(calls.subList(0, Math.min(MOST_CALLS, calls.size())));
        return lines;
    }

    private List<String> calls(long deal) {
        Map<Long, String> names = wise.recipientNames();
        List<String> ids = Stream.concat(
                        Stream.of(String.valueOf(deal)),
                        wise.transfers().stream()
                                .filter(transfer -> transfer.reference().endsWith(String.valueOf(deal)))
                                .flatMap(transfer ->
                                        Stream.of(String.valueOf(transfer.id()), names.get(transfer.targetAccount()))))
                .toList();
        return Stream.concat(kommo.calls().stream(), wise.calls().stream())
                .filter(call -> ids.stream()
                        .anyMatch(id -> call.path().contains(id) || call.body().contains(id)))
                .sorted(Comparator.comparing(RecordedCall::at))
                .map(call -> "call " + call.at() + " " + call.headers().get("Host") + " " + call.method() + " "
                        + call.path() + " -> " + call.status() + " " + call.body())
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
                .toList();
    }

    private List<String> rows(String sql, long deal) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = ledger.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, deal);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        } catch (SQLException e) {
            rows.add("the ledger cannot be read: " + e.getMessage());
        }
        return rows;
    }
}
