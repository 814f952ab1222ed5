-- Which rides a car had, and which moved it to a cleaning: what is asked every minute of each idle car.
create index ride_by_vehicle on ride (vehicle_id, picked_up_at) where picked_up_at is not null;
create index car_task_cleaned on car_task (vehicle_id, state_since) where kind = 'CLEAN' and state = 'DONE';
