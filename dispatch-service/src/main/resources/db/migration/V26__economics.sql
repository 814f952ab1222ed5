-- Where each entry and each move stands among all; within a market, whose one writer commits in order, a reader misses none.
alter table ride_entry add column position bigint generated always as identity;
create unique index ride_entry_by_position on ride_entry (position);
alter table ride_transition add column position bigint generated always as identity;
create unique index ride_transition_by_position on ride_transition (position);
alter table car_task_move add column position bigint generated always as identity;
create unique index car_task_move_by_position on car_task_move (position);

-- What the car's own meters said at the move, as far as it was heard of.
alter table ride_transition add column odometer_metres double precision;
alter table ride_transition add column battery_percent double precision;
alter table car_task_move add column odometer_metres double precision;
alter table car_task_move add column battery_percent double precision;

-- How far each market's figures have been added up.
create table economics_checkpoint (
    market_id      text   primary key,
    entry_position bigint not null default 0,
    move_position  bigint not null default 0,
    task_position  bigint not null default 0
);

-- Money of a ride on a day (UTC), minor units.
create table economics_money (
    market_id     text   not null,
    day           date   not null,
    ride_id       text   not null,
    currency      text   not null,
    revenue_minor bigint not null,
    primary key (market_id, day, ride_id, currency)
);

-- Work of a car for a ride on a day; without a ride it was a task.
create table economics_work (
    market_id          text             not null,
    day                date             not null,
    vehicle_id         text             not null,
    ride_id            text             not null,
    empty_metres       double precision not null,
    loaded_metres      double precision not null,
    energy_kwh         double precision not null,
    busy_seconds       double precision not null,
    assistance_seconds double precision not null,
    completed          integer          not null,
    primary key (market_id, day, vehicle_id, ride_id)
);
