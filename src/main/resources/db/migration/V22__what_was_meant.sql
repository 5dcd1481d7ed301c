-- For which contact, with which e-mail address (a digest), a recipient was made that waits to be written to its field. What
-- was made before this is not written.
alter table feedback add column contact_id bigint;
alter table feedback add column payee varchar(64);
