-- Whose clip is on its way, and how far: asked for each incident that is shown. A length of -1 is not known yet.
alter table upload add column event_id text not null default '';
create index upload_by_event on upload (vehicle_id, event_id) where state = 'open';

-- What a car has sent on a day, UTC: the car keeps to its budget, and we count again.
create table upload_day (
    vehicle_id text   not null,
    day        date   not null,
    bytes      bigint not null,
    primary key (vehicle_id, day)
);
