-- One text for SQLite and PostgreSQL. Ids are UUIDs made by the program, instants are milliseconds since 1970 (bigint),
-- days are day numbers since 1970 (integer), money is minor units (bigint). Migrations only add.

-- The installation's owner: one row.
create table agency (
    id uuid not null primary key,
    name text not null,
    demo boolean not null,
    created_at bigint not null
);

create table client (
    id uuid not null primary key,
    name text not null unique,
    created_at bigint not null
);

-- A person of the agency has no client.
create table person (
    id uuid not null primary key,
    client_id uuid references client (id),
    email text not null unique,
    name text not null,
    role text not null,
    language text not null,
    password text,
    active boolean not null,
    created_at bigint not null
);

create table project (
    id uuid not null primary key,
    client_id uuid not null references client (id),
    slug text not null unique,
    prefix text not null,
    name text not null,
    service text not null,
    currency text not null,
    timezone text not null,
    start_day integer not null,
    created_at bigint not null,
    -- Counters, each moved inside the transaction that uses the number.
    last_event bigint not null,
    last_card bigint not null,
    facts_version bigint not null
);
create index project_of_client on project (client_id);

-- The people of the agency who work on a project. A client's people see all projects of their client.
create table member (
    project_id uuid not null references project (id),
    person_id uuid not null references person (id),
    primary key (project_id, person_id)
);
create index member_person on member (person_id);

-- Sessions are found by the hash of what the cookie holds.
create table session (
    id text not null primary key,
    person_id uuid references person (id),
    data text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index session_person on session (person_id);

-- Failed logins by account and by address.
create table attempt (
    subject text not null primary key,
    failures bigint not null,
    last_at bigint not null,
    blocked_until bigint not null
);

-- One-time links (set-up, invitation, password), found by the hash of their secret.
create table link (
    secret text not null primary key,
    purpose text not null,
    person_id uuid references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- What happened in a project, numbered without gaps: the sequence is taken under the project's row lock, so the order
-- of numbers is the order of commits.
create table event (
    project_id uuid not null references project (id),
    seq bigint not null,
    at bigint not null,
    person_id uuid references person (id),
    body text not null,
    primary key (project_id, seq)
);

create table board_column (
    project_id uuid not null references project (id),
    id uuid not null,
    kind text not null,
    name text,
    rank bigint not null,
    primary key (project_id, id)
);

create table card (
    project_id uuid not null references project (id),
    id uuid not null,
    number bigint not null,
    column_id uuid not null,
    rank bigint not null,
    title text not null,
    body text not null,
    tag text,
    author_id uuid not null references person (id),
    assignee_id uuid references person (id),
    due_day integer,
    estimate_minutes bigint,
    created_at bigint not null,
    changed_at bigint not null,
    -- When it came into its column: whose turn it is since then is seen on the card.
    moved_at bigint not null,
    version bigint not null,
    primary key (project_id, id),
    unique (project_id, number),
    foreign key (project_id, column_id) references board_column (project_id, id)
);
create index card_place on card (project_id, column_id, rank);

create table card_comment (
    project_id uuid not null,
    id uuid not null,
    card_id uuid not null,
    author_id uuid not null references person (id),
    at bigint not null,
    body text not null,
    internal boolean not null,
    primary key (project_id, id),
    foreign key (project_id, card_id) references card (project_id, id)
);
create index card_comment_card on card_comment (project_id, card_id, at);

create table card_hours (
    project_id uuid not null,
    id uuid not null,
    card_id uuid not null,
    person_id uuid not null references person (id),
    day integer not null,
    minutes bigint not null,
    note text not null,
    primary key (project_id, id),
    foreign key (project_id, card_id) references card (project_id, id)
);
create index card_hours_card on card_hours (project_id, card_id);

-- The client's own tree of goods or services.
create table category (
    client_id uuid not null references client (id),
    id uuid not null,
    parent_id uuid,
    name text not null,
    folded text not null,
    primary key (client_id, id),
    foreign key (client_id, parent_id) references category (client_id, id)
);

-- Rules map facts to the tree; the first that fits wins.
create table category_rule (
    client_id uuid not null references client (id),
    id uuid not null,
    rank bigint not null,
    field text not null,
    test text not null,
    pattern text not null,
    category_id uuid not null,
    primary key (client_id, id),
    foreign key (client_id, category_id) references category (client_id, id)
);

-- The dictionary of a project: every name that its facts use, once. Facts hold the numbers; 0 is "none".
create table label (
    project_id uuid not null references project (id),
    id bigint not null,
    dimension text not null,
    name text not null,
    folded text not null,
    primary key (project_id, id),
    unique (project_id, dimension, folded)
);

create table goal (
    project_id uuid not null references project (id),
    id bigint not null,
    name text not null,
    folded text not null,
    primary key (project_id, id),
    unique (project_id, folded)
);

-- Every file of facts that was read, with what it did.
create table fact_file (
    project_id uuid not null references project (id),
    id uuid not null,
    number bigint not null,
    name text not null,
    sha256 text not null,
    bytes bigint not null,
    format text not null,
    person_id uuid references person (id),
    imported_at bigint not null,
    inserted bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    refused bigint not null,
    primary key (project_id, id),
    unique (project_id, number)
);

-- One row of results. Its natural key is everything that says what was measured; `detail` is the finer name that a
-- system gives (ad group, advertisement, key phrase), `nth` tells apart rows of one file that agree in all of it.
create table fact (
    project_id uuid not null references project (id),
    day integer not null,
    source bigint not null,
    category bigint not null,
    channel bigint not null,
    campaign bigint not null,
    device bigint not null,
    region bigint not null,
    detail bigint not null,
    nth integer not null,
    impressions bigint not null,
    clicks bigint not null,
    cost bigint not null,
    sessions bigint not null,
    leads bigint not null,
    sales bigint not null,
    revenue bigint not null,
    -- Goals as JSON, goal number to count: {"1":12}; null when there are none.
    goals text,
    -- Where the present values come from: the file's number in this project, and the line in it.
    file bigint not null,
    line bigint not null,
    primary key (project_id, day, source, category, channel, campaign, device, region, detail, nth)
);
