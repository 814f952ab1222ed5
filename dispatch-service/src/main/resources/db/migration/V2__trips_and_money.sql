-- The way of a ride: places between pick-up and drop-off, latitude and longitude in turn, and the place that it goes to now:
-- 0 is the pick-up, 1 the first stop, and so on.
alter table ride add column stops double precision[] not null default '{}';
alter table ride add column next_place integer not null default 0;
update ride set next_place = 1 where state in ('IN_RIDE', 'COMPLETED');
alter table quote add column stops double precision[] not null default '{}';

-- What was locked with the quote besides the price of the way itself.
alter table quote add column hold_per_minute_minor bigint not null default 0;
alter table quote add column no_show_fee_minor bigint not null default 0;
alter table quote add column seats integer not null default 1;
alter table quote add column wheelchair boolean not null default false;
alter table ride add column hold_per_minute_minor bigint not null default 0;
alter table ride add column no_show_fee_minor bigint not null default 0;
alter table ride add column held_minor bigint not null default 0;
alter table ride add column seats integer not null default 1;
alter table ride add column wheelchair boolean not null default false;
alter table ride add column emergency_id text;

drop index ride_holds_vehicle;
create unique index ride_holds_vehicle on ride (vehicle_id) where vehicle_id is not null
    and state in ('MATCHED', 'EN_ROUTE', 'ARRIVED', 'BOARDING', 'IN_RIDE', 'STOPPED', 'HOLD', 'INTERRUPTED');

-- The ledger. An entry takes from one account what it gives to another, and is never changed.
create table ride_entry (
    ride_id      text        not null references ride (id),
    sequence     integer     not null,
    kind         text        not null,
    debit        text        not null,
    credit       text        not null,
    amount_minor bigint      not null check (amount_minor > 0),
    currency     text        not null,
    actor        text        not null,
    cause        text        not null,
    time         timestamptz not null,
    primary key (ride_id, sequence),
    check (debit <> credit)
);
create index ride_entry_by_time on ride_entry (time);

create function ride_entry_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'an entry of the ledger is never changed';
end $$;
create trigger ride_entry_is_final before update or delete or truncate on ride_entry
    for each statement execute function ride_entry_is_final();

-- Rides of before: what they owe by the rules of today.
insert into ride_entry select id, 1, 'QUOTE', 'RIDER', 'FARES', price_minor, currency, 'rider', 'requested', requested_at
    from ride where price_minor > 0;
insert into ride_entry select id, 2, 'RELEASE', 'FARES', 'RIDER', price_minor, currency, 'clock', 'migrated', state_since
    from ride where price_minor > 0 and state like 'CANCELLED%';
