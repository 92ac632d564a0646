create table reachability (
    from_cluster text not null,
    to_cluster text not null,
    state text not null,
    since timestamptz not null,
    round bigint not null,
    measured_at timestamptz not null,
    took_millis bigint not null,
    -- What the last round said, as JSON of probe.Verdict.
    verdict text not null,
    primary key (from_cluster, to_cluster)
);

-- As io.podspan.events.outbox.Outbox.DDL; a test keeps the two the same.
create table outbox (
    id bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    topic text not null,
    key text not null,
    headers text not null,
    value bytea not null,
    created_at timestamptz not null default now()
);
create table inbox (
    event_id text primary key,
    handled_at timestamptz not null default now()
);
create index inbox_handled_at on inbox (handled_at);
