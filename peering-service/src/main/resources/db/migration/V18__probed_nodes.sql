-- What the last round of probes measured between the nodes of two clusters. The id is from/to cluster.
create table probed_nodes (
    id text primary key,
    -- JSON: a list of pairs of nodes.
    nodes text not null
);
