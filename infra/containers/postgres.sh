#!/bin/sh
# Makes the data folder at the first start and becomes the server.
set -eu
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres | tail -n 1)")
data=/var/lib/postgresql/robotaxi
if [ ! -f "$data/PG_VERSION" ]; then
  install -d -o postgres -g postgres -m 700 "$data"
  printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  su postgres -c "$bin/initdb -D $data --auth-host=scram-sha-256 --auth-local=peer --pwfile=/tmp/password --encoding=UTF8 --locale=C.UTF-8" >/dev/null
  rm /tmp/password
  echo 'host all all 0.0.0.0/0 scram-sha-256' >>"$data/pg_hba.conf"
fi
exec su postgres -c "exec $bin/postgres -D $data -c listen_addresses='*' -c fsync=off"
