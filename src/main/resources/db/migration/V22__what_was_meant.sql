-- For which contact, with which e-mail address (a digest), a recipient was made that waits to be written to its field. What
-- was made before this is not written.
alter table feedback add column contact_id bigint;
alter table feedback add column payee varchar(64);

-- Of which other payouts the deal was told when its payout was parked as a possible duplicate.
create table told_duplicate (
    payout_id bigint not null references payout (id),
    other_id  bigint not null references payout (id),
    primary key (payout_id, other_id)
);
create index told_duplicate_other on told_duplicate (other_id);
