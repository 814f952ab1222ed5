-- Riders whom no car was there for: counted once it is due, unless their quote became a ride. Forgotten after an hour.
create table unmet_demand (
    position  bigint           generated always as identity primary key,
    market_id text             not null,
    rider_id  text             not null,
    latitude  double precision not null,
    longitude double precision not null,
    span      bigint           not null,
    quote_id  text,
    due_at    timestamptz      not null,
    unique (market_id, rider_id, latitude, longitude, span)
);
create index unmet_demand_due on unmet_demand (market_id, due_at);
