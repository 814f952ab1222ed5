-- The second repository: what each car is to run, said by keys that are online.
create table director_root (
    version      bigint primary key,
    body         bytea       not null,
    expires_at   timestamptz not null,
    published_at timestamptz not null default now()
);

-- One row a car: what it is directed to, and the version of the files that say so. They are to be signed anew from renew_at on.
create table director_vehicle (
    vehicle_id       text primary key references vehicle (vehicle_id),
    rollout_id       text        not null default '',
    release_id       text        not null default '',
    path             text,
    length_bytes     bigint      not null default 0,
    sha256           text,
    release_counter  bigint      not null default 0,
    version          bigint      not null default 0,
    renew_at         timestamptz not null default '-infinity',
    manifest_counter bigint      not null default 0,
    manifest         text,
    manifest_at      timestamptz,
    attack           text        not null default ''
);
create index director_vehicle_due on director_vehicle (renew_at);
create index director_vehicle_of_rollout on director_vehicle (rollout_id) where rollout_id <> '';

create table director_metadata (
    vehicle_id text   not null references director_vehicle (vehicle_id),
    version    bigint not null,
    targets    bytea  not null,
    snapshot   bytea  not null,
    timestamp  bytea  not null,
    primary key (vehicle_id, version)
);
