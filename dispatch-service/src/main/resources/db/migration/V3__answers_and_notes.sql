-- Answers to calls that had an idempotency key, kept with what they tell of.
create table kept_answer (
    caller       text        not null,
    act          text        not null,
    key          text        not null,
    request_hash text        not null,
    status       integer     not null,
    media_type   text        not null,
    body         text        not null,
    etag         text,
    time         timestamptz not null default now(),
    primary key (caller, act, key)
);
create index kept_answer_by_time on kept_answer (time);

-- What riders say about a ride: a call for help, a thing left behind, a rating.
create table ride_note (
    id         text        primary key,
    ride_id    text        not null references ride (id),
    kind       text        not null,
    author     text        not null,
    text       text        not null,
    car_stars  integer     check (car_stars between 1 and 5),
    drive_stars integer    check (drive_stars between 1 and 5),
    time       timestamptz not null,
    closed_at  timestamptz,
    closed_by  text,
    answer     text
);
create index ride_note_by_ride on ride_note (ride_id, id);
create index ride_note_open on ride_note (id) where closed_at is null;
create unique index ride_note_one_rating on ride_note (ride_id) where kind = 'RATING';
