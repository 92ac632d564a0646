-- Events that Kafka does not take: io.podspan.events.outbox.Parking.
create table outbox_parked (
    id bigint primary key,
    topic text not null,
    key text not null,
    headers text not null,
    value bytea not null,
    created_at timestamptz not null,
    parked_at timestamptz not null default now(),
    holds_later boolean not null,
    reason text not null
);
create index outbox_parked_key on outbox_parked (topic, key);
