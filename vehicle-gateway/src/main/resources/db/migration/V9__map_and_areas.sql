-- What a release may ask of a car beside its calibration.
alter table vehicle
    add column map_id             text   not null default '',
    add column operating_area_ids text[] not null default '{}';
