-- Artifacts on their way. The bytes lie in the artifact folder; up to the offset they are on its disk.
create table artifact_upload (
    id           text primary key,
    sha256       text        not null,
    length_bytes bigint      not null,
    offset_bytes bigint      not null,
    complete     boolean     not null,
    created_by   text        not null,
    expires_at   timestamptz not null
);
create index artifact_upload_open on artifact_upload (sha256, created_by) where not complete;
