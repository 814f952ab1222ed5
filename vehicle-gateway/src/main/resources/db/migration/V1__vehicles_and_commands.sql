create table vehicle (
    id                     text        primary key,
    vin                    text        not null unique,
    hardware_id            text        not null,
    market_id              text        not null,
    seats                  int         not null,
    wheelchair_accessible  boolean     not null,
    calibration_id         text        not null,
    registered_at          timestamptz not null,
    certificate_fingerprint text       not null default '',
    -- Fencing: every session gets the next number, an older one is refused.
    session_epoch          bigint      not null default 0,
    -- Order of commands to this car.
    command_sequence       bigint      not null default 0
);

-- Only the hash is kept: whoever reads this table enrols nobody.
create table enrolment_token (
    token_hash text        primary key,
    vehicle_id text        not null references vehicle (id),
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table command (
    id          text        primary key,
    vehicle_id  text        not null,
    sequence    bigint      not null,
    sender      text        not null,
    kind        text        not null,
    body        bytea       not null,
    not_after   timestamptz not null,
    state       text        not null,
    code        text        not null default '',
    detail      text        not null default '',
    sent_epoch  bigint      not null default 0,
    queued_at   timestamptz not null,
    changed_at  timestamptz not null,
    constraint command_sequence_positive check (sequence >= 0)
);
create index command_open on command (vehicle_id, sequence)
    where state in ('QUEUED', 'SENT', 'RECEIVED', 'ACCEPTED', 'EXECUTING', 'OUTCOME_UNKNOWN');
create index command_recent on command (queued_at desc);
-- 0 stands for a command to a car that we do not know: rejected, but kept.
create unique index command_order on command (vehicle_id, sequence) where sequence > 0;
