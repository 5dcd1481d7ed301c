-- What is not finished is found without reading what is.
create index payout_open on payout (state, parked_for, created_at)
    where state not in ('FUNDED', 'SENT', 'RETURNED', 'DROPPED');
create index feedback_pending on feedback (created_at) where state = 'PENDING';
