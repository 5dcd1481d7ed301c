-- One schema for SQLite and PostgreSQL; ${id}, ${bytes} are the two spellings that differ (LedgerDatabase).
-- Money is kept in minor units of the currency beside it. Times are UTC (milliseconds since 1970 on SQLite).

create table delivery (
    id           ${id},
    received_at  timestamp with time zone not null,
    source       varchar(10)  not null,
    content_type varchar(200),
    body         ${bytes}     not null,
    problem      varchar(1000)
);

create table payout (
    id                      ${id},
    account                 varchar(100) not null,
    deal_id                 bigint       not null,
    cycle                   integer      not null,
    customer_transaction_id varchar(36)  not null unique,
    state                   varchar(30)  not null,
    version                 integer      not null,
    parked_for              varchar(30),
    reason                  varchar(60),
    note                    varchar(2000),
    hinted_at               timestamp with time zone,
    deal_checked_at         timestamp with time zone,
    contractor_id           bigint,
    currency                varchar(3),
    amount_minor            bigint,
    profile_id              bigint,
    recipient_id            bigint,
    quote_id                varchar(60),
    quote_expires_at        timestamp with time zone,
    source_currency         varchar(3),
    debit_minor             bigint,
    fee_minor               bigint,
    rate                    varchar(40),
    delivery_estimate       timestamp with time zone,
    transfer_body           varchar(4000),
    transfer_attempts       integer      not null default 0,
    transfer_asked_at       timestamp with time zone,
    transfer_id             bigint,
    transfer_state          varchar(60),
    funding_attempts        integer      not null default 0,
    created_at              timestamp with time zone not null,
    updated_at              timestamp with time zone not null,
    unique (account, deal_id, cycle)
);

create table journal (
    id        ${id},
    payout_id bigint       not null references payout (id),
    at        timestamp with time zone not null,
    step      varchar(40)  not null,
    outcome   varchar(2000) not null,
    actor     varchar(60)  not null
);
create index journal_payout on journal (payout_id);

-- A recipient that this system made at Wise, or is about to make: one row keeps two payouts from making it twice.
create table recipient (
    profile_id   bigint       not null,
    contact_id   bigint       not null,
    currency     varchar(3)   not null,
    email        varchar(320) not null,
    payout_id    bigint       not null references payout (id),
    claimed_at   timestamp with time zone not null,
    recipient_id bigint,
    primary key (profile_id, contact_id, currency, email)
);

-- What Kommo still has to be told, and what it was told.
create table feedback (
    id         ${id},
    payout_id  bigint        not null references payout (id),
    kind       varchar(20)   not null,
    content    varchar(4000) not null,
    state      varchar(20)   not null,
    attempts   integer       not null default 0,
    problem    varchar(1000),
    created_at timestamp with time zone not null,
    written_at timestamp with time zone
);
create index feedback_payout on feedback (payout_id, state);

-- db-scheduler's own table (its documentation gives the columns).
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            ${bytes},
    execution_time       timestamp with time zone not null,
    picked               boolean      not null,
    picked_by            varchar(100),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
