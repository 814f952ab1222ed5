-- Every published file for ever: a car may be many versions behind.
create table tuf_metadata (
    role         text        not null,
    version      bigint      not null,
    body         bytea       not null,
    expires_at   timestamptz not null,
    published_at timestamptz not null default now(),
    primary key (role, version)
);

create table release (
    id           text primary key,
    name         text        not null,
    version      text        not null,
    state        text        not null check (state in ('signed', 'revoked')),
    target_paths text[]      not null,
    model_card   text,
    notes        text,
    created_at   timestamptz not null,
    created_by   text        not null
);

create table vehicle (
    vehicle_id         text primary key,
    hardware_id        text    not null default '',
    connected          boolean not null default false,
    session_epoch      bigint  not null default 0,
    running_release_id text,
    running_since      timestamptz
);

create table rollout (
    id         text primary key,
    release_id text        not null references release (id),
    state      text        not null check (state in ('running', 'paused', 'finished', 'stopped')),
    created_at timestamptz not null,
    created_by text        not null
);

create table vehicle_update (
    rollout_id           text        not null references rollout (id),
    vehicle_id           text        not null,
    state                text        not null,
    since                timestamptz not null,
    deadline_at          timestamptz,
    code                 text        not null,
    detail               text        not null,
    install_command_id   text unique,
    reservation_id       text unique,
    reservation_asked_at timestamptz,
    fence                bigint      not null,
    held_until           timestamptz,
    activate_command_id  text unique,
    primary key (rollout_id, vehicle_id)
);
create index vehicle_update_by_vehicle on vehicle_update (vehicle_id);
