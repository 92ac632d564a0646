-- What was observed of peers is kept in memory by each replica, and only what was written since is read again. A row says which transaction wrote it:
-- whatever was not finished at the last look has a number that is not lower than the oldest one that was under way then. Triggers set it, so that
-- replicas of an earlier release do so too.
-- A replica of an earlier release may be recording: it holds this lock while it does, and takes the tables in another order.
select pg_advisory_xact_lock(hashtext('podspan.peering.observations'));

create function written_now() returns trigger as $$
begin
    new.written := pg_current_xact_id();
    return new;
end
$$ language plpgsql;

-- What is deleted has no row that could say so: a table that lost rows is read again as a whole.
create table observations_deleted (
    name text primary key,
    times bigint not null
);

create function note_deletion() returns trigger as $$
begin
    if exists (select from gone) then
        execute format('insert into %I.observations_deleted as o (name, times) values ($1, 1) on conflict (name) do update set times = o.times + 1', tg_table_schema)
            using tg_table_name;
    end if;
    return null;
end
$$ language plpgsql;

alter table peer_sessions add column written xid8 not null default pg_current_xact_id();
create index peer_sessions_written on peer_sessions (written);
create trigger peer_sessions_written before insert or update on peer_sessions for each row execute function written_now();
create trigger peer_sessions_deleted after delete on peer_sessions referencing old table as gone for each statement execute function note_deletion();

alter table peer_routes add column written xid8 not null default pg_current_xact_id();
create index peer_routes_written on peer_routes (written);
create trigger peer_routes_written before insert or update on peer_routes for each row execute function written_now();
create trigger peer_routes_deleted after delete on peer_routes referencing old table as gone for each statement execute function note_deletion();

alter table rejected_prefixes add column written xid8 not null default pg_current_xact_id();
create index rejected_prefixes_written on rejected_prefixes (written);
create trigger rejected_prefixes_written before insert or update on rejected_prefixes for each row execute function written_now();
create trigger rejected_prefixes_deleted after delete on rejected_prefixes referencing old table as gone for each statement execute function note_deletion();
