-- Questions of a report that somebody gave a name. `folded` is the name as names are compared; what was taken away keeps
-- its row for a while, so that it can come back, and its name is free.
create table report_view (
    project_id uuid not null references project (id),
    id uuid not null,
    name text not null,
    folded text not null,
    question text not null,
    author_id uuid not null references person (id),
    created_at bigint not null,
    removed_at bigint,
    primary key (project_id, id),
    unique (project_id, folded)
);

-- Links by which somebody without an account opens one question of a report. A link is found by the hash of its secret.
create table report_share (
    project_id uuid not null references project (id),
    id uuid not null,
    secret text not null unique,
    name text not null,
    question text not null,
    author_id uuid not null references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    opened bigint not null,
    opened_at bigint,
    primary key (project_id, id)
);
