-- Work is picked by priority now, and work that has none would wait for all other.
update scheduled_tasks set priority = 50 where priority is null;
