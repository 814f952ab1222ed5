-- What came in and what was done to it, one chain a car. The hash of each entry is over its text (robotaxi.contracts.custody.Entry),
-- and the next entry names it: nothing can be changed, taken out or put in between without all that follows being made anew.
create table custody_entry (
    id          bigint generated always as identity primary key,
    vehicle_id  text        not null,
    sequence    bigint      not null,
    previous    text        not null,
    meta        text        not null,
    blob_sha256 text        not null,
    entry       text        not null unique,
    act         text        not null,
    incident_id text,
    event_id    text        not null,
    recorded_at timestamptz not null,
    unique (vehicle_id, sequence),
    unique (vehicle_id, previous)
);
create index custody_entry_by_incident on custody_entry (incident_id) where incident_id is not null;
create index custody_entry_by_event on custody_entry (event_id);

-- The last entry of each chain: whoever adds one holds this row.
create table custody_head (
    vehicle_id text   primary key,
    sequence   bigint not null,
    entry      text   not null
);

-- The cars' own chains, as far as they came. What a car signed is kept even where it does not fit: that is what shows.
create table car_entry (
    vehicle_id   text        not null,
    sequence     bigint      not null,
    entry        text        not null,
    previous     text        not null,
    meta         text        not null,
    blob_sha256  text        not null,
    event_id     text        not null,
    signature    bytea       not null,
    certificates text        not null,
    refusal      text        not null,
    received_at  timestamptz not null,
    primary key (vehicle_id, entry)
);
create index car_entry_by_sequence on car_entry (vehicle_id, sequence);
create index car_entry_by_event on car_entry (event_id);

-- Merkle roots over the entries of an hour (RFC 6962), signed.
create table custody_hour (
    hour      timestamptz primary key,
    statement text        not null,
    signature bytea       not null,
    root      text        not null,
    sealed_at timestamptz not null
);
create table custody_leaf (
    entry_id   bigint      primary key references custody_entry (id),
    hour       timestamptz not null references custody_hour (hour),
    leaf_index int         not null,
    unique (hour, leaf_index)
);
create table custody_day (
    day       date        primary key,
    statement text        not null,
    signature bytea       not null,
    root      text        not null,
    sealed_at timestamptz not null
);

create function custody_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'custody is never changed';
end $$;
create trigger custody_entry_is_final before update or delete on custody_entry
    for each row execute function custody_is_final();
create trigger car_entry_is_final before update or delete on car_entry
    for each row execute function custody_is_final();
create trigger custody_hour_is_final before update or delete on custody_hour
    for each row execute function custody_is_final();
create trigger custody_leaf_is_final before update or delete on custody_leaf
    for each row execute function custody_is_final();
create trigger custody_day_is_final before update or delete on custody_day
    for each row execute function custody_is_final();
create trigger custody_entry_is_kept before truncate on custody_entry execute function custody_is_final();
create trigger car_entry_is_kept before truncate on car_entry execute function custody_is_final();
create trigger custody_hour_is_kept before truncate on custody_hour execute function custody_is_final();
create trigger custody_leaf_is_kept before truncate on custody_leaf execute function custody_is_final();
create trigger custody_day_is_kept before truncate on custody_day execute function custody_is_final();
