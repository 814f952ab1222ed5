-- What each charge bought, at the tariff of its day; only ever added to.
create table economics_charge (
    task_id              text             primary key,
    market_id            text             not null,
    day                  date             not null,
    vehicle_id           text             not null,
    energy_kwh           double precision not null,
    tariff_minor_per_kwh bigint           not null,
    cost_minor           bigint           not null
);
create index economics_charge_by_day on economics_charge (market_id, day);

-- What the energy cost that a car gave for a ride on a day; without a ride it was a task.
create table economics_energy (
    market_id  text   not null,
    day        date   not null,
    vehicle_id text   not null,
    ride_id    text   not null,
    used_minor bigint not null,
    primary key (market_id, day, vehicle_id, ride_id)
);

-- What the energy in a car's battery has cost.
create table economics_battery (
    market_id  text   not null,
    vehicle_id text   not null,
    held_minor bigint not null,
    primary key (market_id, vehicle_id)
);
