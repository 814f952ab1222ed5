-- SHA-1 and MD5, which only device clients ask for, are made after an artifact was acknowledged.
alter table artifact alter column sha1 drop not null;
alter table artifact alter column md5 drop not null;
create index artifact_without_digests on artifact (stored_at) where sha1 is null or md5 is null;
