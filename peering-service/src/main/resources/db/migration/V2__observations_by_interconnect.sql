-- The missing routes of a node by name, to count those that belong to one interconnect.
create table missing_routes (
    id text primary key,
    node text not null,
    prefix text not null,
    next_hop text not null,
    why text not null,
    at timestamptz not null
);
create index missing_routes_node on missing_routes (node);

-- When we heard it, by our clock: tells which interconnects were declared by then.
alter table node_routes add column received_at timestamptz not null default 'epoch';
