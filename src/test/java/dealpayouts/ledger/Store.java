package dealpayouts.ledger;

import dealpayouts.e2e.LedgerAddress;

/** What a ledger can be kept in. */
enum Store {
    SQLITE,
    POSTGRESQL;

    /** Without a schema. */
    LedgerAddress fresh() {
        return this == SQLITE ? LedgerAddress.freshSqlite() : LedgerAddress.freshPostgresql();
    }

    /** With its schema. */
    LedgerAddress prepared() {
        return this == SQLITE ? LedgerAddress.preparedSqlite() : LedgerAddress.preparedPostgresql();
    }

    /** Opened with its schema, for one test, which hands it back. */
    LedgerDatabase open() {
        if (this == POSTGRESQL) {
            return EmptiedPostgresql.take();
        }
        LedgerAddress at = prepared();
        return LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
    }

    void handBack(LedgerDatabase database) {
        if (this == SQLITE) {
            database.close();
        }
    }
}
