-- The command that this one takes back or takes the place of, empty if none.
alter table command add column target text not null default '';
