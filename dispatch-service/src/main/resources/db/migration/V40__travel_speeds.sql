-- How long cars drove beside how long the map says, faded to counted_at. A piece of road has the empty class and its own number; a
-- class of road has the hour of the day (UTC) as its number. roads: the first market on those roads.
create table travel_speed (
    roads text not null,
    map integer not null,
    road_class text not null,
    number integer not null,
    driven_seconds double precision not null check (driven_seconds >= 0),
    map_seconds double precision not null check (map_seconds >= 0),
    counted_at timestamptz not null,
    primary key (roads, road_class, number)
);
