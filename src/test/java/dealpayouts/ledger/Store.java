package dealpayouts.ledger;

import dealpayouts.e2e.LedgerAddress;

/** What a ledger can be kept in. */
enum Store {
    SQLITE,
    POSTGRESQL;

    LedgerAddress fresh() {
        return this == SQLITE ? LedgerAddress.freshSqlite() : LedgerAddress.freshPostgresql();
    }
}
