-- What device clients want to know of an artifact beside its SHA-256, from the same pass over its bytes.
create table artifact (
    sha256       text primary key,
    length_bytes bigint      not null,
    sha1         text        not null,
    md5          text        not null,
    stored_at    timestamptz not null
);

-- A device that asks for its updates itself; it is a row of vehicle, too.
create table device (
    device_id          text primary key references vehicle (vehicle_id),
    token_hash         text,
    attributes         jsonb       not null default '{}',
    attributes_wanted  boolean     not null default true,
    auto_consent_by    text,
    auto_consent_remark text,
    auto_consent_at    timestamptz,
    last_poll_at       timestamptz,
    address            text,
    created_at         timestamptz not null,
    created_by         text        not null
);

-- The files as the trusted targets listed them when the release was signed, in the order of target_paths.
alter table release
    add column module_id      integer  generated always as identity unique,
    add column target_hashes  text[]   not null default '{}',
    add column target_lengths bigint[] not null default '{}';

alter table rollout
    add column manner          text    not null default 'forced',
    add column forced_at       timestamptz,
    add column window_schedule text,
    add column window_seconds  bigint,
    add column window_zone     text,
    add column consent_needed  boolean not null default false;

-- Device clients read 32 bits.
create sequence device_action as integer;

alter table vehicle_update
    add column action_id  integer unique,
    add column retrieved  boolean not null default false,
    add column cancelling boolean not null default false,
    add column consent    text    not null default 'not-needed',
    add column messages   integer not null default 0,
    add column ended      boolean not null generated always as
        (state in ('committed', 'rolled-back', 'failed', 'cancelled', 'lost')) stored;
create index vehicle_update_open on vehicle_update (rollout_id, state, vehicle_id) where not ended;
create index vehicle_update_deadline on vehicle_update (rollout_id, deadline_at) where not ended;
drop index vehicle_update_by_vehicle;
create index vehicle_update_by_vehicle on vehicle_update (vehicle_id, ended);

-- What a device said of its update, and what was said to it.
create table device_message (
    position  bigint generated always as identity primary key,
    action_id integer     not null references vehicle_update (action_id),
    at        timestamptz not null,
    status    text        not null,
    messages  text[]      not null
);
create index device_message_by_action on device_message (action_id, position desc);

-- Each instance keeps in its memory what a device would be told, and hears of each change with its commit.
create function tell_device() returns trigger language plpgsql as $$
begin
    perform pg_notify('ota_device', new.vehicle_id);
    return null;
end $$;
create trigger device_told after update on vehicle_update for each row
    when (new.action_id is not null
          and (old.cancelling <> new.cancelling or old.consent <> new.consent
               or (old.state <> new.state and (new.state = 'offered' or old.ended <> new.ended or old.state = 'offered'))))
    execute function tell_device();

create function tell_device_itself() returns trigger language plpgsql as $$
begin
    perform pg_notify('ota_device', new.device_id);
    return null;
end $$;
create trigger device_came after insert on device for each row execute function tell_device_itself();
create trigger device_changed after update on device for each row
    when (old.token_hash is distinct from new.token_hash or old.attributes_wanted <> new.attributes_wanted)
    execute function tell_device_itself();

create function tell_devices_of_rollout() returns trigger language plpgsql as $$
begin
    perform pg_notify('ota_rollout', new.id);
    return null;
end $$;
create trigger rollout_told after update on rollout for each row when (old.state <> new.state)
    execute function tell_devices_of_rollout();
