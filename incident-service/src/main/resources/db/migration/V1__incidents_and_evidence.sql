create table incident (
    id                text primary key,
    vehicle_id        text             not null,
    kind              text             not null,
    severity          int              not null check (severity between 1 and 4),
    state             text             not null check (state in ('captured', 'triaged', 'closed')),
    event_id          text             not null unique,
    occurred_at       timestamptz      not null,
    last_event_at     timestamptz      not null,
    opened_at         timestamptz      not null,
    latitude          double precision not null,
    longitude         double precision not null,
    heading           double precision not null,
    speed             double precision not null,
    peak_deceleration double precision not null,
    ride_id           text             not null,
    release_id        text             not null,
    reasoning         text             not null,
    detail            text             not null,
    clip_follows      boolean          not null,
    triage_note       text,
    triaged_by        text,
    triaged_at        timestamptz,
    close_reason      text,
    closed_by         text,
    closed_at         timestamptz
);
create index incident_by_vehicle on incident (vehicle_id, id);

create table incident_safety_event (
    event_id    text primary key,
    incident_id text        not null references incident (id),
    occurred_at timestamptz not null
);
create index incident_safety_event_by_incident on incident_safety_event (incident_id);

create table key_frame (
    incident_id text        not null references incident (id),
    number      int         not null,
    camera_id   text        not null,
    taken_at    timestamptz not null,
    sha256      text        not null,
    primary key (incident_id, number)
);

-- A clip belongs to the incident of its safety event, whichever came first.
create table clip (
    id                bigint generated always as identity primary key,
    event_id          text        not null,
    vehicle_id        text        not null,
    sha256            text        not null,
    length_bytes      bigint      not null,
    quarantine_reason text        not null,
    received_at       timestamptz not null
);
create unique index clip_kept_once on clip (vehicle_id, event_id) where quarantine_reason = '';
create index clip_by_event on clip (event_id);

create table upload (
    id           text primary key,
    vehicle_id   text        not null,
    metadata     text        not null,
    length_bytes bigint      not null,
    offset_bytes bigint      not null,
    state        text        not null check (state in ('open', 'complete')),
    expires_at   timestamptz not null
);
create index upload_open on upload (expires_at) where state = 'open';
