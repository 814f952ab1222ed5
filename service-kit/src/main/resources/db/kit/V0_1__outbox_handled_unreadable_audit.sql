create table outbox (
    position    bigint generated always as identity primary key,
    topic       text        not null,
    record_key  text        not null,
    event_id    text        not null unique,
    traceparent text        not null,
    payload     bytea       not null,
    created_at  timestamptz not null default now()
);

-- An event that a handler has dealt with, written in the handler's own transaction.
create table handled_event (
    consumer   text        not null,
    event_id   text        not null,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index handled_event_age on handled_event (handled_at);

-- A record that could not be read is kept with its reason and never skipped in silence.
create table unreadable_record (
    id          bigint generated always as identity primary key,
    topic       text        not null,
    partition   int         not null,
    offset_     bigint      not null,
    record_key  text,
    payload     bytea,
    reason      text        not null,
    seen_at     timestamptz not null default now(),
    unique (topic, partition, offset_)
);

create table audit_entry (
    position      bigint generated always as identity primary key,
    time          timestamptz not null,
    actor         text        not null,
    action        text        not null,
    subject       text        not null,
    reason        text        not null,
    previous_hash text        not null,
    hash          text        not null unique
);
