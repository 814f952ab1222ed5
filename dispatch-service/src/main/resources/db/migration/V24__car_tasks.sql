-- Where cars charge, stand and are cleaned. Seeded once; from then on the table says what there is.
create table charging_site (
    site_id              text             primary key,
    market_id            text             not null,
    name                 text             not null,
    latitude             double precision not null,
    longitude            double precision not null,
    places               integer          not null check (places >= 0),
    power_kilowatts      double precision not null check (power_kilowatts > 0),
    tariff_minor_per_kwh bigint           not null check (tariff_minor_per_kwh >= 0),
    currency             text             not null
);
create index charging_site_by_market on charging_site (market_id);

-- What a car does between rides.
create table car_task (
    task_id         text             primary key,
    market_id       text             not null,
    vehicle_id      text             not null,
    kind            text             not null,
    state           text             not null,
    latitude        double precision not null,
    longitude       double precision not null,
    site_id         text             references charging_site (site_id),
    actor           text             not null,
    reason          text             not null,
    mission_id      text,
    command_id      text,
    planned_at      timestamptz      not null,
    state_since     timestamptz      not null,
    arrived_at      timestamptz,
    arrived_percent double precision,
    ended_percent   double precision,
    cause           text             not null,
    version         bigint           not null
);
create index car_task_by_market on car_task (market_id, task_id desc);
-- One task at a time: the database itself says so.
create unique index car_task_open on car_task (vehicle_id) where state in ('PLANNED', 'ORDERED', 'UNDER_WAY');

create table car_task_move (
    task_id text        not null references car_task (task_id),
    version bigint      not null,
    state   text        not null,
    cause   text        not null,
    time    timestamptz not null,
    primary key (task_id, version)
);
