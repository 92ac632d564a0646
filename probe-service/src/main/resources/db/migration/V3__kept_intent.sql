-- The intent that was last known as a whole, for the next start: see servicekit's PostgresKept.
create table kept_intent (
    one boolean primary key default true check (one),
    document bytea not null,
    kept_at timestamptz not null default now()
);
