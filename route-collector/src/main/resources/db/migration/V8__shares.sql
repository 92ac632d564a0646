-- Which instance reads which cluster: io.podspan.servicekit.share. Times are Postgres' own.
create table share_member (
    id text primary key,
    since timestamptz not null,
    expires_at timestamptz not null
);
create table share_owner (
    work text primary key,
    owner text,
    term bigint not null,
    changed_at timestamptz not null default now()
);
