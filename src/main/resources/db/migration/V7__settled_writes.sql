-- Writes without a key: when the latest one may have been sent whose answer is not known.
alter table recipient add column asked_at timestamp with time zone;
alter table feedback add column sent_at timestamp with time zone;
