-- Every version of every area; the highest one holds. Without a definition the area was removed.
create table operating_area (
    area_id    text        not null,
    version    bigint      not null,
    market_id  text        not null,
    definition jsonb,
    changed_by text        not null,
    reason     text        not null,
    changed_at timestamptz not null,
    primary key (area_id, version)
);
create index operating_area_by_market on operating_area (market_id, area_id, version desc);

create table market_weather (
    market_id  text        primary key,
    weather    text        not null,
    changed_by text        not null,
    reason     text        not null,
    changed_at timestamptz not null
);
