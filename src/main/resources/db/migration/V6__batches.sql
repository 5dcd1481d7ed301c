-- Payouts that are paid with one call. A payout is in one batch at most; it leaves it only while nothing of it exists at Wise.
create table batch (
    id               ${id},
    profile_id       bigint       not null,
    source_currency  varchar(3)   not null,
    name             varchar(100) not null,
    state            varchar(30)  not null,
    version          integer      not null,
    reason           varchar(60),
    note             varchar(2000),
    group_id         varchar(60),
    funding_attempts integer      not null default 0,
    cancelled_by     varchar(60),
    opened_at        timestamp with time zone,
    hinted_at        timestamp with time zone,
    created_at       timestamp with time zone not null,
    updated_at       timestamp with time zone not null
);
create index batch_state on batch (state);

create table batch_journal (
    id       ${id},
    batch_id bigint        not null references batch (id),
    at       timestamp with time zone not null,
    outcome  varchar(2000) not null,
    actor    varchar(60)   not null
);
create index batch_journal_batch on batch_journal (batch_id);

-- The batch that a payout is in, and since when it waits for one.
alter table payout add column batch_id bigint references batch (id);
alter table payout add column batch_wait_at timestamp with time zone;
create index payout_batch on payout (batch_id);

-- The deal that is told; empty: the payout's own.
alter table feedback add column deal_id bigint;
