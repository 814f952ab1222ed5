-- Which version of its outer boundary a market's cars are to hold: one more whenever the line is another.
create table operating_boundary (
    market_id  text        primary key,
    version    bigint      not null,
    digest     bytea       not null,
    changed_at timestamptz not null
);
