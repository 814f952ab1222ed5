-- A rollout goes through the fleet in waves; one that is gated waits for evidence and two approvals first.
alter table rollout
    add column wave            integer   not null default 1,
    add column wave_percents   integer[] not null default '{100}',
    add column success_percent integer   not null default 100,
    add column failure_percent integer   not null default 100,
    add column gated           boolean   not null default false,
    drop constraint rollout_state_check,
    add constraint rollout_state_check check (state in
        ('simulation-gate', 'shadow', 'approval', 'running', 'paused', 'finished', 'stopped'));

alter table vehicle_update add column wave integer not null default 1;
create index vehicle_update_by_wave on vehicle_update (rollout_id, wave, state);

create table rollout_approval (
    rollout_id  text        not null references rollout (id),
    actor       text        not null,
    approved_at timestamptz not null,
    primary key (rollout_id, actor)
);

-- What was shown of a release before it may drive: kept as it was signed.
create table release_evidence (
    id          text primary key,
    release_id  text        not null references release (id),
    kind        text        not null check (kind in ('simulation', 'shadow')),
    passed      boolean     not null,
    document    text        not null,
    key_id      text        not null,
    signature   text        not null,
    received_at timestamptz not null
);
create index release_evidence_by_release on release_evidence (release_id, kind);
