-- What a car was about to drive at the moment of a safety event: metres, x forward, y left of the car.
create table moment_plan (
    event_id text   primary key references incident_safety_event (event_id),
    source   text   not null,
    x_metres real[] not null,
    y_metres real[] not null
);

-- Each change of an incident, in the order in which the changes became visible: who follows them goes on from a number.
create table incident_change (
    id          bigint generated always as identity primary key,
    incident_id text        not null references incident (id),
    change      text        not null,
    changed_at  timestamptz not null
);
