-- What Wise reports, verified and once each, with the raw body. Without a payout it is about somebody else's transfer.
create table wise_event (
    id           ${id},
    delivery_key varchar(100) not null unique,
    event_key    varchar(300) not null unique,
    event_type   varchar(60)  not null,
    payout_id    bigint references payout (id),
    state        varchar(60),
    occurred_at  timestamp with time zone,
    facts        varchar(2000),
    body         ${bytes}     not null,
    received_at  timestamp with time zone not null,
    handled_at   timestamp with time zone
);
create index wise_event_payout on wise_event (payout_id, handled_at);

-- Since when the transfer is in its state, when Wise last said anything about it, and when to look at it again.
alter table payout add column transfer_state_at timestamp with time zone;
alter table payout add column transfer_news_at timestamp with time zone;
alter table payout add column watch_at timestamp with time zone;
create index payout_transfer on payout (transfer_id);
create index payout_watch on payout (watch_at);
create index payout_parked on payout (parked_for);

-- Who does a thing that one node must do alone, and until when.
create table lease (
    name       varchar(60) not null primary key,
    held_until timestamp with time zone not null
);

-- Recipients whose bank details Wise called wrong: never found again by name and e-mail address.
create table wrong_recipient (
    recipient_id bigint not null primary key,
    payout_id    bigint not null references payout (id)
);
