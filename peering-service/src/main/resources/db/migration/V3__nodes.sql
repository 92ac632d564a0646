-- The nodes of clusters, a row each. The document is a Node.
create table nodes (
    id text primary key,
    cluster text not null references clusters (name) on delete cascade,
    name text not null,
    document text not null
);
create index nodes_cluster on nodes (cluster);

-- Nodes were part of their cluster's document.
insert into nodes (id, cluster, name, document)
select c.name || '/' || (n ->> 'name'), c.name, n ->> 'name', n::text
from clusters c
cross join lateral jsonb_array_elements(c.document::jsonb -> 'cluster' -> 'nodes') as n;

-- The version of the events that told of the cluster; those of version 1 held its nodes.
alter table clusters add column told integer not null default 1;
alter table clusters alter column told set default 2;

update clusters set document = (document::jsonb #- '{cluster,nodes}')::text;
