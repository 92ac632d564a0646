-- What changed in the tables of a node. "changes" is a JSON document that only this service reads; a row is one look that found
-- something else, or one intent that expects something else.
create table node_change (
    id bigint generated always as identity primary key,
    name text not null,
    at timestamptz not null,
    changes text not null
);
create index node_change_at on node_change (at);
create index node_change_name on node_change (name, id);
-- Since when all that changed is there.
create table node_change_kept (
    one boolean primary key default true check (one),
    since timestamptz not null default now()
);
insert into node_change_kept default values;
