-- Up to where each sweep has looked. 'began' is when this ledger began: what is older is not paid because of a sweep.
create table watermark (
    name varchar(60) not null primary key,
    at   timestamp with time zone not null
);
insert into watermark (name, at) select 'began', coalesce(min(created_at), ${now}) from payout;

-- Transfers at Wise that look like ours although no payout of this ledger knows them.
create table unknown_transfer (
    transfer_id             bigint       not null primary key,
    customer_transaction_id varchar(100) not null,
    deal_id                 bigint,
    found_at                timestamp with time zone not null
);

-- When the event was last replayed; null when never.
alter table wise_event add column replayed_at timestamp with time zone;
