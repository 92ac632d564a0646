-- Answers to requests with an Idempotency-Key: io.podspan.servicekit.once. Without a status the request is under way.
create table idempotency_keys (
    caller text not null,
    key text not null,
    -- The digest of what was asked for.
    request text not null,
    -- Whose mark it is.
    holder text not null,
    begun_at timestamptz not null default now(),
    status integer,
    location text,
    tag text,
    -- JSON, compressed.
    body bytea,
    -- Whether the body is the one that was sent; a large one is not kept.
    whole boolean,
    primary key (caller, key)
);
create index idempotency_keys_begun_at on idempotency_keys (begun_at);
create index idempotency_keys_caller on idempotency_keys (caller, begun_at);
