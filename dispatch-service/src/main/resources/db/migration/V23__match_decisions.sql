-- What each match was decided on, added to in the match's own transaction and never changed; old ones are deleted.
create table match_tick (
    tick_id        text        primary key,
    market_id      text        not null,
    market_epoch   bigint      not null,
    at             timestamptz not null,
    policy         json        not null,
    roads          integer     not null,
    open_rides     integer     not null,
    available_cars integer     not null,
    left_out       json        not null,
    proven_optimal boolean     not null
);
create index match_tick_by_time on match_tick (at);

-- A ride that the tick gave a car. Without a version the car could not be sent after all.
create table match_decision (
    tick_id      text   not null references match_tick (tick_id) on delete cascade,
    ride_id      text   not null,
    ride_version bigint,
    ride         json   not null,
    match        json   not null,
    cars         json   not null,
    primary key (tick_id, ride_id)
);
create index match_decision_by_ride on match_decision (ride_id, ride_version);
