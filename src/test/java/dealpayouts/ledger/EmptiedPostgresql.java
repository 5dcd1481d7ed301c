package dealpayouts.ledger;

import dealpayouts.e2e.LedgerAddress;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One ledger in PostgreSQL for the whole test run, which one test after the other has for itself: it is emptied in a tenth of
 * the time in which another one is made and connected to.
 */
final class EmptiedPostgresql {

    /** As it is when its schema was just made; neither foreign keys nor triggers ask meanwhile. */
    private static final String EMPTY =
            """
            begin;
            set local session_replication_role = replica;
            do $$
            declare name text;
            begin
                for name in select tablename from pg_tables
                        where schemaname = 'public' and tablename <> 'flyway_schema_history' loop
                    execute format('delete from public.%1$I', name);
                    execute format('insert into public.%1$I overriding system value select * from first.%1$I', name);
                end loop;
                for name in select sequencename from pg_sequences where schemaname = 'public' loop
                    execute format('alter sequence public.%I restart', name);
                end loop;
            end $$;
            update watermark set at = now() where name = 'began';
            commit""";

    private static final String KEEP_FIRST =
            """
            create schema first;
            do $$
            declare name text;
            begin
                for name in select tablename from pg_tables where schemaname = 'public' loop
                    execute format('create table first.%1$I as table public.%1$I', name);
                end loop;
            end $$""";

    private static final LedgerDatabase DATABASE = make();

    private EmptiedPostgresql() {}

    /** Whoever had it before must be done with it; nobody closes it. */
    static LedgerDatabase take() {
        execute(DATABASE, EMPTY);
        return DATABASE;
    }

    private static LedgerDatabase make() {
        LedgerAddress at = LedgerAddress.freshPostgresql();
        LedgerDatabase database = LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
        execute(database, KEEP_FIRST);
        return database;
    }

    private static void execute(LedgerDatabase database, String sql) {
        try (Connection connection = database.forLedger().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
