-- Who watches which car now. Who did is in the audit log.
create table live_watch (
    vehicle_id  text        not null,
    id          text        not null,
    person      text        not null,
    began_at    timestamptz not null,
    lease_until timestamptz not null,
    primary key (vehicle_id, id)
);

-- What a watched car was asked for. Gone when nobody watches it.
create table live_view (
    vehicle_id   text        primary key,
    id           text        not null,
    state        text        not null check (state in ('offline', 'asked', 'showing', 'refused')),
    command_id   text        not null,
    shown_until  timestamptz not null,
    ask_again_at timestamptz not null,
    code         text        not null,
    detail       text        not null
);
create index live_view_by_command on live_view (command_id);
