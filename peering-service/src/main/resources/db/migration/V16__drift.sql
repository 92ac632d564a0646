-- What is not as rollouts wrote it, as it was last looked at. The document is a DriftState.
create table drifts (
    -- interconnect/cluster
    id text primary key,
    interconnect text not null references interconnects (name) on delete cascade,
    cluster text not null,
    document text not null
);
create index drifts_interconnect on drifts (interconnect);
create index drifts_cluster on drifts (cluster);

-- What interconnects that were withdrawn by force may have left in clusters. The document is a Leftover.
create table leftovers (
    -- interconnect/cluster
    id text primary key,
    interconnect text not null,
    cluster text not null,
    document text not null
);
create index leftovers_cluster on leftovers (cluster);
