-- A client's mapping (the tree and the rules) has versions. `category` and `category_rule` hold it as it is now, each row
-- with the version since which it is so; the tables below hold rows as they were, from one version to before another.
-- Version 0 is what there was before anything was numbered.
alter table client add column mapping_version bigint not null default 0;

-- Names under which a category stood earlier, as JSON: [[parent or null, name], …]. Files that still use them find it.
alter table category add column known_as text not null default '[]';
alter table category add column since bigint not null default 0;
alter table category_rule add column since bigint not null default 0;

create table category_was (
    client_id uuid not null references client (id),
    id uuid not null,
    since bigint not null,
    until bigint not null,
    parent_id uuid,
    name text not null,
    known_as text not null,
    primary key (client_id, id, since)
);

create table category_rule_was (
    client_id uuid not null references client (id),
    id uuid not null,
    since bigint not null,
    until bigint not null,
    rank bigint not null,
    field text not null,
    test text not null,
    pattern text not null,
    category_id uuid not null,
    primary key (client_id, id, since)
);

-- What was changed, when and by whom; nobody's id when a program did it.
create table mapping_version (
    client_id uuid not null references client (id),
    number bigint not null,
    at bigint not null,
    person_id uuid references person (id),
    change text not null,
    primary key (client_id, number)
);
