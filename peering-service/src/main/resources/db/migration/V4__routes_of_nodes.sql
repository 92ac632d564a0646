-- What the gates of a rollout judge by. Every report replaces the one before it, in the order in
-- which they are received: clocks of other machines are not compared.

-- What a peer has announced to a reflector. The id is reflector/address.
create table peer_routes (
    id text primary key,
    reflector text not null,
    address text not null,
    established boolean not null,
    stale boolean not null,
    end_of_rib text not null,
    total integer not null,
    prefixes text not null,
    received_at timestamptz not null
);
create index peer_routes_address on peer_routes (address);

-- The tables of a node, as the collector told them last.
alter table node_routes add column rib text not null default '[]';
alter table node_routes add column fib text not null default '[]';

-- The last look at a node that the collector told. The id is cluster/node.
create table node_looks (
    id text primary key,
    readable boolean not null,
    why text not null,
    received_at timestamptz not null
);

-- Where a reflector says that it listens.
alter table reflectors add column word text;
