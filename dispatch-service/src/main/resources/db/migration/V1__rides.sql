create table market_lease (
    market_id  text        primary key,
    epoch      bigint      not null,
    owner      text        not null,
    expires_at timestamptz not null
);

create table quote (
    id                text             primary key,
    rider_id          text             not null,
    market_id         text             not null,
    pickup_latitude   double precision not null,
    pickup_longitude  double precision not null,
    dropoff_latitude  double precision not null,
    dropoff_longitude double precision not null,
    total_minor       bigint           not null,
    base_minor        bigint           not null,
    distance_minor    bigint           not null,
    time_minor        bigint           not null,
    to_least_minor    bigint           not null,
    currency          text             not null,
    distance_metres   double precision not null,
    duration_seconds  double precision not null,
    expires_at        timestamptz      not null
);

create table ride (
    id                       text             primary key,
    quote_id                 text             not null unique references quote (id),
    idempotency_key          text             not null,
    rider_id                 text             not null,
    market_id                text             not null,
    pickup_latitude          double precision not null,
    pickup_longitude         double precision not null,
    dropoff_latitude         double precision not null,
    dropoff_longitude        double precision not null,
    price_minor              bigint           not null,
    currency                 text             not null,
    planned_distance_metres  double precision not null,
    planned_duration_seconds double precision not null,
    pin                      text             not null,
    state                    text             not null,
    vehicle_id               text,
    mission_id               text,
    command_id               text,
    boarded                  boolean          not null,
    requested_at             timestamptz      not null,
    picked_up_at             timestamptz,
    state_since              timestamptz      not null,
    version                  bigint           not null,
    unique (rider_id, idempotency_key)
);
create index ride_by_market on ride (market_id, state);
create index ride_by_time on ride (requested_at desc, id);
-- A car serves one ride at a time: the database itself says so.
create unique index ride_holds_vehicle on ride (vehicle_id)
    where vehicle_id is not null and state in ('MATCHED', 'EN_ROUTE', 'ARRIVED', 'BOARDING', 'IN_RIDE');

create table ride_transition (
    ride_id      text        not null references ride (id),
    version      bigint      not null,
    from_state   text        not null,
    to_state     text        not null,
    actor        text        not null,
    cause        text        not null,
    vehicle_id   text,
    market_epoch bigint      not null,
    time         timestamptz not null,
    primary key (ride_id, version)
);

-- A car held for something other than a ride. The fence only grows.
create sequence reservation_fence;
create table vehicle_hold (
    vehicle_id     text        primary key,
    reservation_id text        not null,
    fence          bigint      not null,
    held_until     timestamptz not null
);
