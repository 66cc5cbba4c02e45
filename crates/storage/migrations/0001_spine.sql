-- One text for both engines, in the portable subset: ids are UUID made by the program, instants BIGINT microseconds,
-- days ISO text, sealed bytes BYTEA. State rows are projections of events: `gongkai verify` replays and compares.

create table meta (
    key text primary key,
    value text not null
);

create table organs (
    id uuid primary key,
    parent_id uuid references organs (id),
    path text not null,
    code text not null unique,
    name text not null unique,
    short_name text not null,
    organ_word text not null,
    level text not null,
    abolished boolean not null,
    settings text not null,
    version bigint not null
);
create index organs_path on organs (path);

create table people (
    id uuid primary key,
    organ_id uuid not null references organs (id),
    login text not null unique,
    name text not null,
    roles text not null,
    password_hash text not null,
    must_change boolean not null,
    closed boolean not null,
    failures bigint not null,
    locked_until bigint not null,
    version bigint not null
);
create index people_organ on people (organ_id);

create table sessions (
    token_hash bytea primary key,
    id uuid not null unique,
    person_id uuid not null references people (id),
    made_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null,
    device text not null
);
create index sessions_person on sessions (person_id);

-- A device may be shared by several people; wrong passwords from it are counted, and too many make it forgotten.
create table known_devices (
    token_hash bytea not null,
    person_id uuid not null references people (id),
    made_at bigint not null,
    failures bigint not null,
    primary key (token_hash, person_id)
);

-- A data key for each applicant of each request (and for each draft), wrapped by the key ring.
create table data_keys (
    id uuid primary key,
    ring_key text not null,
    wrapped bytea not null
);

create table sealed (
    id uuid primary key,
    key_id uuid not null references data_keys (id),
    place_table text not null,
    place_row uuid not null,
    place_field text not null,
    bytes bytea not null
);
create index sealed_row on sealed (place_row);

create table files (
    id uuid primary key,
    key_id uuid not null references data_keys (id),
    name bytea not null,
    media_type text not null,
    size bigint not null,
    sha256 text not null,
    made_at bigint not null
);
create index files_key on files (key_id);

-- Serial numbers: one row an organ, series and year. Its lock orders the numbers of one organ and of no other.
create table series (
    organ_id uuid not null references organs (id),
    name text not null,
    year bigint not null,
    next bigint not null,
    primary key (organ_id, name, year)
);

create table requests (
    id uuid primary key,
    organ_id uuid not null references organs (id),
    number text not null,
    year bigint not null,
    serial bigint not null,
    version bigint not null,
    state text not null,
    turn text not null,
    due text,
    -- The day by which the desk must act: the due date, or before there is one the last day to confirm.
    act_by text,
    -- After this day the turn passes back to the clerk; until this day the clock stands. Compared with today by the
    -- lists, so that no row goes stale overnight.
    waits_until text,
    paused_until text,
    provisional boolean not null,
    title text not null,
    person_mask bytea not null,
    channel text not null,
    applicant_kind text not null,
    submitted_on text not null,
    received_on text,
    closed_on text,
    counted_on text,
    outcome text,
    assignee_id uuid references people (id),
    drafted_by_id uuid references people (id),
    unopened_since text,
    query_code_hash bytea,
    body text not null,
    unique (organ_id, number)
);
-- Everything the lists filter, group and sort by: they read this alone, and the rows themselves only for one page.
create index requests_list on requests (organ_id, closed_on, act_by, paused_until, waits_until, state, turn,
    assignee_id, drafted_by_id, unopened_since, submitted_on, number, title, id);
create index requests_unopened on requests (organ_id, unopened_since);
create index requests_assignee on requests (assignee_id, state);
create index requests_counted on requests (organ_id, received_on, counted_on);

-- What finds an exact name, phone or identity number: keyed hashes, never the words.
create table applicant_index (
    request_id uuid not null references requests (id),
    organ_id uuid not null references organs (id),
    field text not null,
    hash bytea not null,
    primary key (request_id, field)
);
create index applicant_index_hash on applicant_index (organ_id, hash);

create table events (
    id uuid primary key,
    stream_kind text not null,
    stream_id uuid not null,
    organ_id uuid not null references organs (id),
    version bigint not null,
    kind text not null,
    effective_on text not null,
    recorded_at bigint not null,
    by_id uuid,
    body text not null,
    unique (stream_id, version)
);
create index events_effective on events (organ_id, stream_kind, effective_on);

-- A row in the same transaction as the act. The rows of one subject are numbered by `place` and linked by the hash of
-- the row before; `up_to` is the version of the subject's last event then, `events_hash` the hash of those events that
-- the row is about: so neither a row nor an event can be changed, added or left out without the other telling.
create table audit (
    id uuid primary key,
    at bigint not null,
    actor text not null,
    by_id uuid,
    organ_id uuid,
    action text not null,
    subject_kind text not null,
    subject_id uuid,
    place bigint not null,
    up_to bigint not null,
    events_hash text not null,
    detail text not null,
    previous text not null,
    hash text not null
);
create unique index audit_subject on audit (subject_id, place);
create index audit_organ on audit (organ_id, at);

create table papers (
    id uuid primary key,
    request_id uuid not null references requests (id),
    kind text not null,
    number text not null,
    letter_id uuid not null,
    file_id uuid not null,
    issued_on text not null
);
create index papers_request on papers (request_id);

-- Drafts of the public form: sealed, found by a cookie or by code and digits of the phone, kept 14 days.
create table drafts (
    id uuid primary key,
    code_hash bytea unique,
    organ_id uuid not null references organs (id),
    body_id uuid not null,
    ends_at bigint not null
);
create index drafts_end on drafts (ends_at);

-- Devices on which a draft goes on: one that came by the code is shown the identity number masked.
create table draft_tokens (
    token_hash bytea primary key,
    draft_id uuid not null references drafts (id),
    masked boolean not null
);
create index draft_tokens_draft on draft_tokens (draft_id);

-- Whoever has shown number and query code follows that one case until the session ends.
create table case_sessions (
    token_hash bytea primary key,
    request_id uuid not null references requests (id),
    ends_at bigint not null
);
create index case_sessions_end on case_sessions (ends_at);

create table idempotency (
    key text primary key,
    target text not null,
    body_hash bytea not null,
    location text not null,
    label text not null,
    made_at bigint not null
);
create index idempotency_age on idempotency (made_at);

create table calendars (
    year bigint primary key,
    notice text not null,
    adopted_at bigint not null
);

-- One row an edition: `body` is the projection of its events (table two and the text are in it), `report` the report as
-- it was published and never changes again; empty before.
create table reports (
    id uuid primary key,
    organ_id uuid not null references organs (id),
    year bigint not null,
    edition bigint not null,
    state text not null,
    version bigint not null,
    body text not null,
    report text not null,
    published_on text,
    unique (organ_id, year, edition)
);

-- Which events a published report has counted: per case, the last one, and what of the case it counted. An event
-- recorded later with effect in the year is a 补记, found by comparing; no order of commits across cases is needed.
create table report_cases (
    report_id uuid not null references reports (id),
    request_id uuid not null references requests (id),
    counted_version bigint not null,
    facts text not null,
    primary key (report_id, request_id)
);

-- Raised in the same transaction as anything a public page of the organ shows: a cached page that carries an older
-- number is not served, in whichever process the commit was made.
create table page_versions (
    organ_id uuid primary key references organs (id),
    version bigint not null
);
