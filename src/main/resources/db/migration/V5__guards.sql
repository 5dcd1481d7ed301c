-- Since when the payout has its contractor and amount; what the deal's field "Wise transfer" held when the deal was read
-- last; which content of it an operator has released; what the deal says differently since the transfer was asked for.
alter table payout add column facts_at timestamp with time zone;
alter table payout add column deal_transfer varchar(200);
alter table payout add column released_transfer varchar(200);
alter table payout add column deal_change varchar(300);
update payout set facts_at = created_at where contractor_id is not null;
create index payout_facts on payout (contractor_id, amount_minor, currency);

-- An operator has said that the payout is no duplicate of the other one.
create table released_duplicate (
    payout_id bigint not null references payout (id),
    other_id  bigint not null references payout (id),
    primary key (payout_id, other_id)
);
create index released_duplicate_other on released_duplicate (other_id);
