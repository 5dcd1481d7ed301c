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
}
