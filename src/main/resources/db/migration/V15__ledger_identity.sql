-- What this ledger belongs to. The name in the keys of its payouts is the account's name from when it began, and stays.
create table ledger_identity (
    name     varchar(40)  not null primary key,
    value    varchar(300) not null,
    bound_at timestamp with time zone not null,
    bound_by varchar(60)  not null
);
insert into ledger_identity (name, value, bound_at, bound_by)
    select 'key-name', account, ${now}, 'upgrade' from payout where id = (select max(id) from payout);
insert into ledger_identity (name, value, bound_at, bound_by)
    select 'kommo-name', account, ${now}, 'upgrade' from payout where id = (select max(id) from payout);
insert into ledger_identity (name, value, bound_at, bound_by)
    select 'wise-profile', cast(profile_id as varchar(20)), ${now}, 'upgrade' from payout
    where id = (select max(id) from payout where transfer_id is not null);
