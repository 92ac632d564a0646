-- What is known of a node. "known" is a JSON document that only this service reads.
create table node_status (
    name text primary key,
    cluster text not null,
    node text not null,
    known text,
    read_at timestamptz,
    unreadable_since timestamptz,
    unreadable_why text
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
