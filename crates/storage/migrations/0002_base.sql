-- What was typed into a form that came in after its session had ended, sealed under the data key of the same id. Given
-- back to its owner (the person, or whoever opens the case again), and gone after a day.
create table kept_forms (
    id uuid primary key,
    token_hash bytea not null unique,
    owner_id uuid not null,
    body bytea not null,
    ends_at bigint not null
);
create index kept_forms_end on kept_forms (ends_at);
create index kept_forms_owner on kept_forms (owner_id);

-- Swept by their end.
create index sessions_end on sessions (ends_at);
