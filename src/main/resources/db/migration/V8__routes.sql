-- Which version of the routes wrote a line of the journal, and which files made up each version.
alter table journal add column routes varchar(12);

create table route_file (
    version       varchar(12)  not null,
    file          varchar(200) not null,
    sha256        varchar(64)  not null,
    first_used_at timestamp with time zone not null,
    primary key (version, file)
);
