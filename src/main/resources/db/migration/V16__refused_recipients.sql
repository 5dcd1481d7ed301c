-- Of what Wise made no recipient, so that it is not asked again at each look. Name and e-mail address are a hash.
create table refused_recipient (
    profile_id bigint       not null,
    contact_id bigint       not null,
    currency   varchar(3)   not null,
    details    varchar(64)  not null,
    reason     varchar(40)  not null,
    problem    varchar(400) not null,
    refused_at timestamp with time zone not null,
    primary key (profile_id, contact_id, currency, details)
);
