-- A running gateway renews its lease; whose lease ran out is dead, and somebody else says so of its cars.
create table gateway_lease (
    instance    text        primary key,
    gateway_id  text        not null,
    expires_at  timestamptz not null
);

-- Which running gateway holds the car's session, empty if none does. Changed only together with the epoch or fenced by it.
alter table vehicle add column session_instance text not null default '';
create index vehicle_session on vehicle (session_instance) where session_instance <> '';

-- How far a lane was seen to be durable. It may lag behind, never run ahead: a car repeats a little and loses nothing.
create table lane_watermark (
    vehicle_id text   not null references vehicle (id),
    lane       int    not null,
    sequence   bigint not null,
    primary key (vehicle_id, lane)
);
