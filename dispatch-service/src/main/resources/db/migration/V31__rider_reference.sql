-- A partner's own name for the rider of a ride that it asked for.
alter table ride add column rider_reference text;
