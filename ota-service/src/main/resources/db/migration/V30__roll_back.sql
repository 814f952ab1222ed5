-- A rollout may bring its cars back to what they ran before; a release may become what the fleet runs, and be superseded.
alter table rollout
    add column whole_fleet boolean not null default false,
    add column on_breach text not null default 'pause' check (on_breach in ('pause', 'roll-back')),
    drop constraint rollout_state_check,
    add constraint rollout_state_check check (state in
        ('simulation-gate', 'shadow', 'approval', 'running', 'paused', 'rolling-back', 'rolled-back', 'finished', 'stopped'));

alter table vehicle_update add column return_to text;

alter table release
    add column general_since timestamptz,
    drop constraint release_state_check,
    add constraint release_state_check check (state in ('signed', 'general', 'superseded', 'revoked'));
