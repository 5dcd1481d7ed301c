package dealpayouts.ledger;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;

/** Copies a whole ledger into an empty one on PostgreSQL, with its work, in one transaction: all of it or nothing. */
public final class LedgerCopy {

    private static final String HISTORY = "flyway_schema_history";
    private static final List<String> NOT_EMPTY = List.of("payout", "delivery", "wise_event");
    private static final int BATCH = 500;

    private final Connection from;
    private final Connection to;
    private final String schema;

    private final ObjLongConsumer<String> progress;

    private LedgerCopy(Connection from, Connection to, ObjLongConsumer<String> progress) throws SQLException {
        this.progress = progress;
        this.from = from;
        this.to = to;
        this.schema = to.getSchema();
    }

    private record Column(String name, int type, boolean counts) {}

    /**
     * Copies everything. Nobody may work with either ledger meanwhile.
     *
     * @param progress is told how many rows of a table are copied
     * @return how many rows each table has now
     * @throws IllegalTransitionException when the other ledger is not on PostgreSQL or not empty
     */
    public static Map<String, Long> copy(LedgerDatabase from, LedgerDatabase to, ObjLongConsumer<String> progress) {
        if (!to.supportsSeveralNodes()) {
            throw new IllegalTransitionException("A ledger can be copied to PostgreSQL only.");
        }
        try (Connection source = from.forLedger().getConnection();
                Connection target = to.forLedger().getConnection()) {
            target.setAutoCommit(false);
            Map<String, Long> rows = new LedgerCopy(source, target, progress).copyAll();
            target.commit();
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger was not copied: " + e.getMessage(), e);
        }
    }

    private Map<String, Long> copyAll() throws SQLException {
        for (String table : NOT_EMPTY) {
            if (count(to, table) > 0) {
                throw new IllegalTransitionException(
                        "The other ledger is not empty: its table " + table + " has rows. Nothing was copied.");
            }
        }
        List<String> tables = inOrderOfReferences();
        List<String> reversed = new ArrayList<>(tables);
        Collections.reverse(reversed);
        for (String table : reversed) {
            execute("delete from " + table);
        }
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : tables) {
            copy(table, columns(table));
            rows.put(table, count(to, table));
            if (rows.get(table) != count(from, table)) {
                throw new IllegalStateException("The table " + table + " changed while it was copied.");
            }
        }
        return rows;
    }

    /** A table comes after those that its rows refer to. */
    private List<String> inOrderOfReferences() throws SQLException {
        DatabaseMetaData data = to.getMetaData();
        Map<String, Set<String>> references = new TreeMap<>();
        try (ResultSet tables = data.getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                references.put(tables.getString("TABLE_NAME"), new TreeSet<>());
            }
        }
        references.remove(HISTORY);
        for (Map.Entry<String, Set<String>> table : references.entrySet()) {
            try (ResultSet keys = data.getImportedKeys(null, schema, table.getKey())) {
                while (keys.next()) {
                    table.getValue().add(keys.getString("PKTABLE_NAME"));
                }
            }
            table.getValue().remove(table.getKey());
        }
        List<String> order = new ArrayList<>();
        while (order.size() < references.size()) {
            references.forEach((table, others) -> {
                if (!order.contains(table) && order.containsAll(others)) {
                    order.add(table);
                }
            });
        }
        return order;
    }

    private List<Column> columns(String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet found = to.getMetaData().getColumns(null, schema, table, "%")) {
            while (found.next()) {
                columns.add(new Column(
                        found.getString("COLUMN_NAME"),
                        found.getInt("DATA_TYPE"),
                        found.getString("IS_AUTOINCREMENT").equals("YES")));
            }
        }
        return columns;
    }

    private void copy(String table, List<Column> columns) throws SQLException {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement read = from.prepareStatement("select " + names + " from " + table);
                ResultSet row = read.executeQuery();
                PreparedStatement write = to.prepareStatement(
                        "insert into " + table + " (" + names + ") overriding system value values (" + marks + ")")) {
            int waiting = 0;
            while (row.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    write.setObject(
                            i,
                            value(row, i, columns.get(i - 1).type()),
                            columns.get(i - 1).type());
                }
                write.addBatch();
                if (++waiting % BATCH == 0) {
                    write.executeBatch();
                    progress.accept(table, waiting);
                }
            }
            write.executeBatch();
        }
        for (Column column : columns) {
            if (column.counts()) {
                countOn(table, column.name());
            }
        }
    }

    /** SQLite knows few types, so the other side says what a value is. */
    private static Object value(ResultSet row, int index, int type) throws SQLException {
        Object value =
                switch (type) {
                    case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> row.getTimestamp(index);
                    case Types.BOOLEAN, Types.BIT -> row.getBoolean(index);
                    case Types.BINARY -> row.getBytes(index);
                    case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> row.getLong(index);
                    case Types.VARCHAR -> row.getString(index);
                    default -> throw new IllegalStateException("A column has the unknown SQL type " + type);
                };
        return row.wasNull() ? null : value;
    }

    /** New rows get numbers after those that were copied. */
    private void countOn(String table, String column) throws SQLException {
        execute("select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), coalesce(max(" + column
                + "), 1), max(" + column + ") is not null) from " + table);
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = to.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static long count(Connection in, String table) throws SQLException {
        try (PreparedStatement statement = in.prepareStatement("select count(*) from " + table);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
