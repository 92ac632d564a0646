#!/usr/bin/env bash
# The official Postgres image runs this once on an empty data folder. Each service gets a role and its own schema. psql reads the
# passwords from their files by itself: on no command line and in no environment.
set -euo pipefail

for schema in peering collector probes console; do
  [[ -s /run/secrets/$schema ]] || {
    echo "the file /run/secrets/$schema is missing or empty: see .env.example" >&2
    exit 1
  }
  psql -v ON_ERROR_STOP=1 -v schema="$schema" -v database="$POSTGRES_DB" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set password `cat /run/secrets/:schema`
create role :"schema" login password :'password';
revoke all on database :"database" from public;
grant connect, temporary on database :"database" to :"schema";
create schema :"schema" authorization :"schema";
alter role :"schema" set search_path = :"schema";
SQL
done
