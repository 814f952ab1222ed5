-- An order to the whole fleet. What it says stands here once; each car's own command, with its state and history, is in the ledger.
create table emergency (
    id            text        primary key,
    kind          text        not null,
    -- GeoJSON Polygon as it was given, empty for everywhere.
    area          text        not null,
    reason        text        not null,
    declared_by   text        not null,
    declared_at   timestamptz not null,
    -- No car begins with it after this time.
    not_after     timestamptz not null,
    -- The command but for its id, car and number.
    body          bytea       not null,
    ended_by      text        not null default '',
    ended_at      timestamptz,
    end_reason    text        not null default '',
    end_not_after timestamptz,
    end_body      bytea,
    constraint emergency_end check ((ended_at is null) = (end_body is null))
);
create index emergency_recent on emergency (declared_at desc, id);
create index emergency_in_force on emergency (not_after) where ended_at is null;

-- Empty if it belongs to none; then the body is its own.
alter table command add column emergency_id text not null default '';
create index command_of_emergency on command (emergency_id, vehicle_id) where emergency_id <> '';
