-- How often deliveries have spoken of the deal, and of how many of these times it was asked for afterwards. Counted, because
-- the clocks of two nodes do not tell which of the two came first.
alter table payout add column deal_news integer not null default 0;
alter table payout add column deal_news_seen integer not null default 0;
