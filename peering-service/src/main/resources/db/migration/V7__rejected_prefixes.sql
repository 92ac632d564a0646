-- The prefixes of a peer that a reflector did not take, with its reasons. The id is reflector/address.
create table rejected_prefixes (
    id text primary key,
    reflector text not null,
    address text not null,
    rejected text not null,
    received_at timestamptz not null
);
create index rejected_prefixes_address on rejected_prefixes (address);
