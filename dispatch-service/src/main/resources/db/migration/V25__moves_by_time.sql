-- The board looks at the last hour's arrivals.
create index ride_transition_by_time on ride_transition (time);
