-- Every change of a car's presence, written in the transaction that makes it true.
create table vehicle_session_change (
    position      bigint generated always as identity primary key,
    vehicle_id    text        not null references vehicle (id),
    -- connected, lost or gone.
    state         text        not null,
    session_epoch bigint      not null,
    gateway_id    text        not null,
    at            timestamptz not null
);
create index vehicle_session_change_of on vehicle_session_change (vehicle_id, at desc);

create function vehicle_session_change_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the history of sessions is append-only';
end $$;
create trigger vehicle_session_change_append_only before update or delete on vehicle_session_change
    for each row execute function vehicle_session_change_stays();
