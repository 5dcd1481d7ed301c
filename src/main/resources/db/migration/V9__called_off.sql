-- Who has said that the payout is not to be paid; null when nobody has. Only an explicit act takes it back.
alter table payout add column called_off_by varchar(60);
