-- Every certificate that a car was ever given. One is in force until it is revoked or its time is over; several may be: the old one ends
-- when a newer one is first used, so that a car which lost the answer to its renewal still gets in.
create table certificate (
    position      bigint generated always as identity primary key,
    fingerprint   text        not null unique,
    vehicle_id    text        not null references vehicle (id),
    -- Hexadecimal. Not known for those issued before this table; they carry neither VIN nor hardware id and are not held to them.
    serial        text        unique,
    issued_at     timestamptz not null,
    not_after     timestamptz not null,
    first_used_at timestamptz,
    revoked_at    timestamptz,
    reason        text check (reason in ('revoked', 'superseded')),
    detail        text        not null default '',
    constraint certificate_end check ((revoked_at is null) = (reason is null))
);
create index certificate_of_vehicle on certificate (vehicle_id, position);
create index certificate_revoked on certificate (revoked_at) where revoked_at is not null;

-- Their true end stands in the certificate itself, and TLS holds them to it; 90 days is the longest that was ever given.
insert into certificate (fingerprint, vehicle_id, issued_at, not_after)
select certificate_fingerprint, id, registered_at, now() + interval '90 days'
from vehicle where certificate_fingerprint <> '';
alter table vehicle drop column certificate_fingerprint;

-- A revocation takes the tokens that are still about with it.
alter table enrolment_token add column revoked_at timestamptz;
