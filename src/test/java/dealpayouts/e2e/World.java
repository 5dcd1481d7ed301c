package dealpayouts.e2e;

import dealpayouts.standin.Dialect;

/** What a test runs on: both dialects of the APIs, both databases. */
enum World {
    PLATFORM_ON_SQLITE(Dialect.PLATFORM, false),
    GUIDE_ON_SQLITE(Dialect.GUIDE, false),
    PLATFORM_ON_POSTGRESQL(Dialect.PLATFORM, true),
    GUIDE_ON_POSTGRESQL(Dialect.GUIDE, true);

    private final Dialect dialect;
    private final boolean postgresql;

    World(Dialect dialect, boolean postgresql) {
        this.dialect = dialect;
        this.postgresql = postgresql;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Address, user and password of a ledger that nobody has used. */
    LedgerAddress freshLedger() {
        return postgresql ? LedgerAddress.preparedPostgresql() : LedgerAddress.preparedSqlite();
    }
}
