-- Whose hours the habits of a class of road go by: from now on the market's. What was learned before goes by UTC, until dispatch moves it
-- to the market's hours at its next start.
alter table travel_speed add column zone text not null default 'UTC';
