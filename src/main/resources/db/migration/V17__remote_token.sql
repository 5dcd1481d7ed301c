-- With what a remote knows us for a while, and with what the next token is asked for, both encrypted with a key that is not in
-- here. Asking makes the earlier ones worthless at the remote, so only one node at a time asks; unanswered says that it did and
-- has not heard what became of it.
create table remote_token (
    remote        varchar(20) not null primary key,
    given         varchar(64) not null,
    access_token  text,
    renewal_token text,
    obtained_at   timestamp with time zone,
    expires_at    timestamp with time zone,
    asked_until   timestamp with time zone,
    unanswered    integer     not null,
    problem       varchar(500),
    version       integer     not null
);
