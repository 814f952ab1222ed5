-- Tokens of people who are logged in. The browser holds the id alone; here lie its hash and the sealed tokens.
create table token_state (
    id_hash    bytea primary key,
    sealed     bytea       not null,
    expires_at timestamptz not null
);
create index token_state_age on token_state (expires_at);
