-- The span of a car's odometer in an hour, with one release: what is told twice changes nothing.
create table release_driving (
    hour         timestamptz not null,
    release_id   text        not null,
    vehicle_id   text        not null,
    least_metres float8      not null,
    most_metres  float8      not null,
    primary key (hour, release_id, vehicle_id)
);

create table release_event (
    event_id   text primary key,
    vehicle_id text        not null,
    release_id text        not null,
    hour       timestamptz not null,
    kind       text        not null
);
create index release_event_by_kind on release_event (kind, hour);

-- On which terms driving stops the rollout or lets it go on; none when driving_kinds is empty.
alter table rollout
    add column driving_kinds  text[] not null default '{}',
    add column driving_ratio  float8,
    add column driving_alpha  float8,
    add column driving_events float8;
