-- What people call the contacts that are paid, as Kommo showed it last; only for whoever reads the ledger.
create table contractor (
    contact_id bigint       not null primary key,
    name       varchar(250) not null
);

-- What is wrong with the settings of a node, as the remote's data showed it last. A row holds for nodes with the same
-- settings: of those that name something at that remote the hash is kept.
create table setting_problem (
    remote       varchar(20)   not null,
    settings     varchar(64)   not null,
    place        integer       not null,
    checked      varchar(100)  not null,
    found        varchar(2000) not null,
    to_do        varchar(2000) not null,
    seen_at      timestamp with time zone not null,
    primary key (remote, settings, place)
);
