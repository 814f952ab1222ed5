-- Where what was made can be found, said again with the answer; null if nothing was.
alter table kept_answer add column location text;
