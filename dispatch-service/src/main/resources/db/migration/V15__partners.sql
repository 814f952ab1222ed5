-- Ride networks. The id is the one of their client in the identity provider.
create table partner (
    id         text        primary key,
    name       text        not null unique,
    principal  text        not null unique,
    state      text        not null,
    created_at timestamptz not null
);

-- Where a partner wants to hear of its rides. No events means all.
create table webhook_endpoint (
    id                    text        primary key,
    partner_id            text        not null references partner (id),
    url                   text        not null,
    events                text[]      not null,
    secret                text        not null,
    previous_secret       text,
    previous_secret_until timestamptz,
    state                 text        not null,
    state_reason          text        not null default '',
    failing_since         timestamptz,
    created_at            timestamptz not null
);
create index webhook_endpoint_by_partner on webhook_endpoint (partner_id, id);

-- What is to be told, written with what it tells of. A delivery under way is one whose next attempt lies a minute ahead.
create table webhook_delivery (
    sequence        bigint      generated always as identity primary key,
    id              text        not null,
    endpoint_id     text        not null references webhook_endpoint (id) on delete cascade,
    ride_id         text        not null,
    event_type      text        not null,
    payload         text        not null,
    state           text        not null,
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    created_at      timestamptz not null,
    last_attempt_at timestamptz,
    last_status     int,
    last_error      text,
    unique (endpoint_id, id)
);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where state = 'PENDING';
create index webhook_delivery_in_order on webhook_delivery (endpoint_id, ride_id, sequence) where state = 'PENDING';
create index webhook_delivery_by_time on webhook_delivery (created_at);
