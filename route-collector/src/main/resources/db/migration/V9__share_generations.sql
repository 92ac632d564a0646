-- An instance may know an older intent than another one: io.podspan.servicekit.share.
alter table share_member add column generation bigint not null default 0;
-- The generations that instances have known: the newest, and the one that each has had the time to hear of.
create table share_noted (
    one boolean primary key default true check (one),
    newest bigint not null default 0,
    due bigint not null default 0,
    since timestamptz not null default '-infinity'
);
insert into share_noted default values;
