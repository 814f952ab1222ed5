-- Nothing of an incident is deleted while it is held. Two people let it go.
create table evidence_hold (
    id                 text        primary key,
    incident_id        text        not null references incident (id),
    state              text        not null check (state in ('held', 'release-requested', 'released')),
    reason             text        not null,
    placed_by          text        not null,
    placed_at          timestamptz not null,
    release_reason     text        not null,
    requested_by       text        not null,
    request_expires_at timestamptz,
    released_by        text        not null,
    released_at        timestamptz,
    check (state <> 'released' or requested_by <> released_by)
);
create unique index evidence_hold_once on evidence_hold (incident_id) where state <> 'released';

-- What people chose in place of the rule; each choice stays, the last one counts.
create table retention_choice (
    id          bigint generated always as identity primary key,
    incident_id text        not null references incident (id),
    class       text        not null check (class in ('routine', 'edge-case', 'reportable')),
    reason      text        not null,
    chosen_by   text        not null,
    chosen_at   timestamptz not null
);
create index retention_choice_by_incident on retention_choice (incident_id, id);
create trigger retention_choice_is_final before update or delete on retention_choice
    for each row execute function never_changed();

-- A blob of an incident whose content is gone. The file goes after this is committed, and is looked for again until it has gone.
create table evidence_tombstone (
    incident_id text        not null references incident (id),
    sha256      text        not null,
    deleted_at  timestamptz not null,
    is_unlinked boolean     not null,
    primary key (incident_id, sha256)
);
create index evidence_tombstone_open on evidence_tombstone (sha256) where not is_unlinked;

-- Whoever holds, and whoever deletes, locks the incident first; and should somebody forget that, this still says no.
create function hold_wins() returns trigger language plpgsql as $$
begin
    perform 1 from incident where id = new.incident_id for update;
    if exists (select 1 from evidence_hold where incident_id = new.incident_id and state <> 'released') then
        raise exception 'the incident is held';
    end if;
    return new;
end $$;
create trigger hold_wins before insert on evidence_tombstone for each row execute function hold_wins();
