-- When the rider of a ride for later is to be met, what is thought of that promise, and what breaking it costs us.
alter table quote add column pickup_at timestamptz;
alter table quote add column late_credit_minor bigint not null default 0;
alter table ride add column pickup_at timestamptz;
alter table ride add column late_credit_minor bigint not null default 0;
alter table ride add column guarantee text;
alter table ride add column met_at timestamptz;
create index ride_scheduled on ride (market_id, pickup_at) where state = 'SCHEDULED';
create index ride_at_risk on ride (id) where guarantee in ('AT_RISK', 'BROKEN');
