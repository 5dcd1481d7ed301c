-- Who gets the money, whatever record that was typed into: a digest of the contractor's e-mail address, and the recipient
-- that the contact's field names. To which look at the deal a look at its contractor belongs. How the recipient who is named
-- now differs from the one whom the transfer pays. How many of the funding calls Wise has refused for certain.
alter table payout add column payee varchar(64);
alter table payout add column named_recipient varchar(64);
alter table payout add column contractor_checked_at timestamp with time zone;
alter table payout add column recipient_change varchar(500);
alter table payout add column funding_refusals integer not null default 0;
create index payout_recipient on payout (recipient_id, amount_minor, currency);
create index payout_named_recipient on payout (named_recipient, amount_minor, currency);
create index payout_payee on payout (payee, amount_minor, currency);
-- A deal is found by its id alone, whatever its account was called when it was paid.
create index payout_deal on payout (deal_id, cycle);
