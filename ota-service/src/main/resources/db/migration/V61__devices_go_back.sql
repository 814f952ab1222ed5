-- A device that is rolled back gets a new action in the same rollout. What it said belongs to the action, and which it had stays known.
alter table device_message drop constraint device_message_action_id_fkey;

alter table vehicle_update_change add column action_id integer;
create or replace function note_update_change() returns trigger language plpgsql as $$
begin
    insert into vehicle_update_change (rollout_id, vehicle_id, state, at, code, detail, action_id)
    values (new.rollout_id, new.vehicle_id, new.state, new.since, new.code, new.detail, new.action_id);
    return null;
end $$;
