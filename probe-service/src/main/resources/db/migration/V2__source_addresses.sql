-- What was last told of the source addresses that pods see, by pair of clusters (from/to).
create table source_told (
    name text primary key,
    told text not null
);
