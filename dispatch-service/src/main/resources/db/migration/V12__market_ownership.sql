-- A market's own partition of dispatch.market-input, and how far its owner has read. The number never changes.
create table market (
    market_id         text   primary key,
    partition         int    not null unique,
    next_input_offset bigint not null default 0
);

-- How far the vehicles' topics have been carried to the markets' partitions.
create table market_input_source (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Who is alive and where it is reached; times are the database's own.
create table dispatch_instance (
    instance_id text        primary key,
    url         text        not null,
    expires_at  timestamptz not null
);

-- Every ownership of a market, from its first tick on.
create table market_tenure (
    market_id     text        not null,
    epoch         bigint      not null,
    owner         text        not null,
    first_tick_at timestamptz not null,
    primary key (market_id, epoch)
);
