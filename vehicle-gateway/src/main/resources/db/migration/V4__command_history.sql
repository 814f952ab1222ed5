-- Every change of a command, in order, written in the transaction that makes it; and what a car said too late, which changed nothing.
create table command_change (
    position      bigint generated always as identity primary key,
    command_id    text        not null references command (id),
    state         text        not null,
    code          text        not null default '',
    detail        text        not null default '',
    at            timestamptz not null,
    -- Session that brought the change, 0 if none did.
    session_epoch bigint      not null default 0,
    applied       boolean     not null default true
);
create index command_change_of on command_change (command_id, position);
-- A car that repeats itself fills no disk.
create unique index command_change_late on command_change (command_id, state, session_epoch) where not applied;

-- Of older commands only the last change is known.
insert into command_change (command_id, state, code, detail, at, session_epoch)
select id, state, code, detail, changed_at, sent_epoch from command order by queued_at, id;

create function command_change_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the history of commands is append-only';
end $$;
create trigger command_change_append_only before update or delete on command_change
    for each row execute function command_change_stays();

create index command_of_vehicle on command (vehicle_id, queued_at desc, id);
