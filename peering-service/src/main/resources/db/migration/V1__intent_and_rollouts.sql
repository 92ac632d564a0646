-- What operators said and what was read of it: small documents, found by name.
create table clusters (
    name text primary key,
    document text not null,
    changed_at timestamptz not null
);

create table interconnects (
    name text primary key,
    document text not null,
    conditions text not null default '[]',
    declared_at timestamptz not null
);

-- One row per rollout, kept as history. The document is the whole state machine.
create table rollouts (
    id text primary key,
    interconnect text not null,
    cluster text not null,
    state text not null,
    ended boolean not null,
    document text not null,
    created_at timestamptz not null
);
create index rollouts_interconnect on rollouts (interconnect, created_at desc);
create index rollouts_cluster on rollouts (cluster, created_at desc);
create index rollouts_active on rollouts (id) where not ended;

-- What other services say. All of it can be read from the topics again.
create table reflectors (
    name text primary key,
    revisions text not null,
    at timestamptz not null
);

create table peer_sessions (
    id text primary key,
    reflector text not null,
    address text not null,
    established boolean not null,
    at timestamptz not null,
    received_at timestamptz not null,
    detail text not null
);
create index peer_sessions_address on peer_sessions (address);

create table node_sessions (
    id text primary key,
    states text not null,
    at timestamptz not null,
    received_at timestamptz not null
);

create table node_routes (
    id text primary key,
    expected integer not null,
    missing integer not null,
    at timestamptz not null
);

create table reachability (
    id text primary key,
    state text not null,
    why text not null,
    at timestamptz not null
);

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
