-- Which source address pods see, as the probes measured it last. The id is from/to cluster.
create table source_addresses (
    id text primary key,
    state text not null,
    why text not null
);

-- The clusters whose nodes may have rules that keep pod addresses. A row is written before the first
-- rule, and goes when all rules are gone.
create table kept_sources (
    cluster text primary key,
    trouble text not null
);
