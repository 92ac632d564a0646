-- What operators declared of reflectors. The table reflectors has what these say of themselves.
create table declared_reflectors (
    name text primary key,
    document text not null,
    declared_at timestamptz not null
);
