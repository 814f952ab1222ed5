-- What a car ran, and each step of each of its updates: written with what it tells of, never changed (UN R156).
create table vehicle_run (
    position   bigint generated always as identity primary key,
    vehicle_id text        not null,
    release_id text        not null,
    seen_at    timestamptz not null
);
create index vehicle_run_of on vehicle_run (vehicle_id, position);
insert into vehicle_run (vehicle_id, release_id, seen_at)
select vehicle_id, running_release_id, running_since from vehicle where running_release_id is not null;

create table vehicle_update_change (
    position   bigint generated always as identity primary key,
    rollout_id text        not null,
    vehicle_id text        not null,
    state      text        not null,
    at         timestamptz not null,
    code       text        not null,
    detail     text        not null
);
create index vehicle_update_change_of on vehicle_update_change (vehicle_id, rollout_id, position);
-- Of older updates only the last step is known.
insert into vehicle_update_change (rollout_id, vehicle_id, state, at, code, detail)
select rollout_id, vehicle_id, state, since, code, detail from vehicle_update;

create function note_run() returns trigger language plpgsql as $$
begin
    insert into vehicle_run (vehicle_id, release_id, seen_at) values (new.vehicle_id, new.running_release_id, new.running_since);
    return null;
end $$;
create trigger vehicle_run_began after insert on vehicle for each row
    when (new.running_release_id is not null) execute function note_run();
create trigger vehicle_run_changed after update on vehicle for each row
    when (new.running_release_id is distinct from old.running_release_id and new.running_release_id is not null)
    execute function note_run();

create function note_update_change() returns trigger language plpgsql as $$
begin
    insert into vehicle_update_change (rollout_id, vehicle_id, state, at, code, detail)
    values (new.rollout_id, new.vehicle_id, new.state, new.since, new.code, new.detail);
    return null;
end $$;
create trigger vehicle_update_changed after update on vehicle_update for each row
    when (old.state <> new.state) execute function note_update_change();

create function record_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the record of a car is append-only';
end $$;
create trigger vehicle_run_append_only before update or delete on vehicle_run
    for each row execute function record_stays();
create trigger vehicle_update_change_append_only before update or delete on vehicle_update_change
    for each row execute function record_stays();
