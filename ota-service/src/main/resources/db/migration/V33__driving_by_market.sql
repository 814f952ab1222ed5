-- Where it was driven: a canary in one market is compared with the others there.
alter table release_driving add column market_id text not null default '';
alter table release_event add column market_id text not null default '';
update release_driving d set market_id = v.market_id from vehicle v where v.vehicle_id = d.vehicle_id;
update release_event e set market_id = v.market_id from vehicle v where v.vehicle_id = e.vehicle_id;
