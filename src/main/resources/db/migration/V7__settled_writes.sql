-- When a write may have been sent whose outcome is not known: it may still take effect for a while.
alter table recipient add column asked_at timestamp with time zone;
alter table feedback add column sent_at timestamp with time zone;
alter table payout add column transfer_sent_at timestamp with time zone;
