-- What was told of the intent: its generation, how many records there are, and what they hold.
create table intent_ledger (
    one boolean primary key default true check (one),
    installation text not null default gen_random_uuid()::text,
    generation bigint not null default 0,
    records integer not null default 0,
    digest text not null default repeat('0', 64),
    -- The Kafka cluster that it was told to last.
    kafka text
);
insert into intent_ledger default values;

-- The digest of each record that counts, by its key.
create table intent_told (
    key text primary key,
    digest text not null
);
