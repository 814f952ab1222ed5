-- Questions of cars that cannot go on.
create table assist_ticket (
    id                text        primary key,
    vehicle_id        text        not null,
    boot_epoch        bigint      not null,
    sequence          bigint      not null,
    kind              text        not null,
    detail            text        not null,
    passenger_aboard  boolean     not null,
    lane_blocked      boolean     not null,
    ride_id           text        not null,
    release_id        text        not null,
    latitude          double precision not null,
    longitude         double precision not null,
    asked_at          timestamptz not null,
    received_at       timestamptz not null,
    expires_at        timestamptz not null,
    scene             jsonb       not null,
    scene_id          text        not null,
    scene_received_at timestamptz not null,
    state             text        not null
        check (state in ('open', 'claimed', 'answered', 'refused', 'accepted', 'closed', 'expired', 'withdrawn')),
    fence             bigint      not null,
    claimed_by        text,
    lease_until       timestamptz,
    claimed_at        timestamptz,
    first_claimed_at  timestamptz,
    command_id        text,
    answer_scene_id   text,
    answer            text,
    answered_by       text,
    answered_at       timestamptz,
    answer_not_after  timestamptz,
    verdict_command   text,
    verdict_accepted  boolean,
    verdict_code      text,
    verdict_detail    text,
    verdict_at        timestamptz,
    ended_at          timestamptz,
    ended_why         text,
    notes             text        not null
);
-- One live question a person: the database itself says so.
create unique index assist_ticket_held_once on assist_ticket (claimed_by) where claimed_by is not null;
create index assist_ticket_live on assist_ticket (state, received_at) where ended_at is null;
create index assist_ticket_of_car on assist_ticket (vehicle_id) where ended_at is null;
create index assist_ticket_by_command on assist_ticket (command_id) where state = 'answered';
create index assist_ticket_by_time on assist_ticket (received_at, id);

-- Who sits at the desk.
create table assist_agent (
    name        text        primary key,
    ready       boolean     not null,
    ready_since timestamptz not null,
    seen_at     timestamptz not null,
    place       text        not null,
    licence     text        not null
);

-- What was on the screens, by the pictures' hashes, and what was said. Never changed.
create table assist_scene (
    ticket_id   text        not null references assist_ticket (id),
    boot_epoch  bigint      not null,
    sequence    bigint      not null,
    scene       jsonb       not null,
    received_at timestamptz not null,
    primary key (ticket_id, boot_epoch, sequence)
);
create table assist_line (
    id        bigint generated always as identity primary key,
    ticket_id text        not null references assist_ticket (id),
    said_at   timestamptz not null,
    what      text        not null,
    who       text        not null,
    facts     json        not null
);
create index assist_line_by_ticket on assist_line (ticket_id, id);
create trigger assist_scene_is_final before update or delete on assist_scene
    for each row execute function never_changed();
create trigger assist_line_is_final before update or delete on assist_line
    for each row execute function never_changed();
