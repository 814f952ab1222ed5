-- What the registry and the car itself tell of a car, for filters and for whether it may be taken out of service.
alter table vehicle
    add column market_id       text not null default '',
    add column calibration_id  text not null default '',
    add column agent_version   text,
    add column charge_percent  float8,
    add column odometer_metres float8;

-- A time in which no car is taken: by a schedule, or once.
create table blackout (
    id         text primary key,
    market_id  text,
    schedule   text,
    seconds    bigint,
    zone       text,
    begins_at  timestamptz,
    ends_at    timestamptz,
    reason     text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    check ((schedule is null) = (begins_at is not null) and (schedule is null) = (ends_at is not null)
           and (schedule is null) = (seconds is null) and (schedule is null) = (zone is null))
);

-- How many cars of a market may be missing at once; an empty market stands for each that has no cap of its own.
create table service_cap (
    market_id    text primary key,
    most_cars    integer check (most_cars >= 0),
    most_percent integer check (most_percent between 0 and 100),
    check (most_cars is not null or most_percent is not null)
);
