-- Routes of the integration engineer's own that are to be called because of a fact. A row is written together with the fact.
create table hook (
    id             ${id},
    payout_id      bigint       not null references payout (id),
    name           varchar(20)  not null,
    transfer_state varchar(60),
    state          varchar(20)  not null,
    attempts       integer      not null default 0,
    problem        varchar(1000),
    created_at     timestamp with time zone not null,
    done_at        timestamp with time zone
);
create index hook_payout on hook (payout_id);
create index hook_not_done on hook (state) where state <> 'DONE';

-- Their work, with columns as in scheduled_tasks: apart from all other, so that nothing waits for it.
create table hook_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            ${bytes},
    execution_time       timestamp with time zone not null,
    picked               boolean      not null,
    picked_by            varchar(100),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index hook_tasks_execution_time on hook_tasks (execution_time);
create index hook_tasks_last_heartbeat on hook_tasks (last_heartbeat);
