-- Since when a revoked release may not even drive any more. Never taken back: a car's next release is another one.
alter table release add column driving_stopped_at timestamptz check (driving_stopped_at is null or state = 'revoked');
