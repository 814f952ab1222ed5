-- Who changed the decision table, and to what. The one with the greatest version counts; without any, the one that is shipped.
create table decision_table (
    version    bigint      primary key,
    content    text        not null,
    changed_by text        not null,
    reason     text        not null,
    changed_at timestamptz not null
);

-- Until when somebody must be told of an incident.
create table deadline (
    id            text        primary key,
    incident_id   text        not null references incident (id),
    rule          text        not null,
    table_version bigint      not null,
    noticed_at    timestamptz not null,
    notice_source text        not null,
    due_at        timestamptz not null,
    reminders     timestamptz[] not null,
    reminded      int         not null,
    has_lapsed    boolean     not null,
    state         text        not null check (state in ('running', 'met', 'dropped')),
    next_at       timestamptz,
    ended_at      timestamptz,
    ended_by      text,
    ended_reason  text
);
create index deadline_by_incident on deadline (incident_id);
create index deadline_next on deadline (next_at) where next_at is not null;
create index deadline_running on deadline (due_at) where state = 'running';
-- A duty runs once at a time: the database itself says so.
create unique index deadline_runs_once on deadline (incident_id, rule) where state = 'running';

-- Work on an incident, from a look to the proof that a change mends it.
alter table incident drop constraint incident_state_check;
alter table incident add constraint incident_state_check
    check (state in ('captured', 'triaged', 'investigating', 'labelled', 'fix-linked', 'regression', 'closed'));
alter table incident
    add column assignee             text   not null default '',
    add column labels               text[] not null default '{}',
    add column fix_reference        text   not null default '',
    add column regression_reference text   not null default '';
create index incident_by_assignee on incident (assignee, id) where assignee <> '' and state <> 'closed';

create table incident_note (
    id          bigint generated always as identity primary key,
    incident_id text        not null references incident (id),
    what        text        not null,
    content     text        not null,
    noted_by    text        not null,
    noted_at    timestamptz not null
);
create index incident_note_by_incident on incident_note (incident_id, id);

-- What people filled into a report, and what was filed of it.
create table report_answer (
    incident_id text        not null references incident (id),
    column_name text        not null,
    answer      text        not null,
    answered_by text        not null,
    answered_at timestamptz not null,
    primary key (incident_id, column_name)
);
create table filed_report (
    incident_id text        not null references incident (id),
    version     int         not null,
    type        text        not null,
    content     text        not null,
    sha256      text        not null,
    reference   text        not null,
    filed_by    text        not null,
    filed_at    timestamptz not null,
    primary key (incident_id, version)
);

create function never_changed() returns trigger language plpgsql as $$
begin
    raise exception 'what was noted or filed is never changed';
end $$;
create trigger incident_note_is_final before update or delete on incident_note
    for each row execute function never_changed();
create trigger filed_report_is_final before update or delete on filed_report
    for each row execute function never_changed();
create trigger decision_table_is_final before update or delete on decision_table
    for each row execute function never_changed();
