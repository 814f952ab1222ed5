-- What empty driving costs in each market, and the faded sums that the price goes by: a new owner plans on with them.
create table empty_driving (
    market_id text primary key,
    price double precision not null check (price > 0),
    empty_metres double precision not null check (empty_metres >= 0),
    loaded_metres double precision not null check (loaded_metres >= 0),
    at timestamptz not null
);
