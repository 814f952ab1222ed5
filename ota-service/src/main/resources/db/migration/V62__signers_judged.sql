-- What people think of the keys that sign evidence; a key without a row is trusted.
create table evidence_signer (
    key_id     text primary key,
    state      text   not null check (state in ('trusted', 'doubted', 'revoked')),
    reason     text,
    doubted_by text,
    doubted_at timestamptz,
    approvers  text[] not null default '{}',
    revoked_at timestamptz,
    check ((state = 'trusted') = (doubted_by is null) and (state = 'revoked') = (revoked_at is not null))
);
