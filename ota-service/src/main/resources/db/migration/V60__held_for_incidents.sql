-- What became of a rollout, who did it and why: written with what it tells of, never changed.
create table rollout_change (
    position   bigint generated always as identity primary key,
    rollout_id text        not null references rollout (id),
    state      text        not null,
    wave       integer     not null,
    at         timestamptz not null,
    actor      text        not null,
    detail     text        not null
);
create index rollout_change_of on rollout_change (rollout_id, position);

create function rollout_record_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the record of a rollout is append-only';
end $$;
create trigger rollout_change_append_only before update or delete on rollout_change
    for each row execute function rollout_record_stays();

-- A grave incident holds a rollout once; who lets the rollout go on in spite of it is noted here.
create table rollout_incident (
    rollout_id  text        not null references rollout (id),
    incident_id text        not null,
    vehicle_id  text        not null,
    kind        text        not null,
    noted_at    timestamptz not null,
    resumed_at  timestamptz,
    resumed_by  text,
    primary key (rollout_id, incident_id)
);
