#!/usr/bin/env bash
# The official Postgres image runs this once on an empty data folder. Each service gets a role and its own schema.
set -euo pipefail

for schema in peering collector probes console; do
  variable="PODSPAN_${schema^^}_PASSWORD"
  psql -v ON_ERROR_STOP=1 -v schema="$schema" -v password="${!variable:?}" -v database="$POSTGRES_DB" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role :"schema" login password :'password';
revoke all on database :"database" from public;
grant connect, temporary on database :"database" to :"schema";
create schema :"schema" authorization :"schema";
alter role :"schema" set search_path = :"schema";
SQL
done
