-- Which replica does a work that only one should do, until when. Only Postgres' clock counts.
create table leases (
    work text primary key,
    holder text not null,
    expires_at timestamptz not null
);
