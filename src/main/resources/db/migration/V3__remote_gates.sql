-- A remote that takes no calls from us, why, and until when; without a row it takes them.
create table closed_remote (
    remote       varchar(20) not null primary key,
    kind         varchar(20) not null,
    closed_at    timestamp with time zone not null,
    closed_until timestamp with time zone not null
);

-- How often Kommo itself did not take it. When Kommo was not reachable, that does not count.
alter table feedback add column refusals integer not null default 0;
create index feedback_state on feedback (state);
