-- What the registry says of a car, for the reports on it.
create table vehicle_vin (
    vehicle_id text primary key,
    vin        text not null
);
