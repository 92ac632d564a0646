-- What is true of the intent is kept in memory by each replica, and read again where its version differs. A version is never used twice, also not by a
-- transaction that is rolled back. Triggers set it, so that replicas of an earlier release do so too.
create sequence intent_versions;
alter table clusters add column version bigint not null default nextval('intent_versions');
alter table interconnects add column version bigint not null default nextval('intent_versions');

create function next_intent_version() returns trigger as $$
begin
    new.version := nextval(tg_table_schema || '.intent_versions');
    return new;
end
$$ language plpgsql;

-- The conditions of an interconnect are not intent, and change often.
create trigger clusters_version before update on clusters
    for each row when (old.document is distinct from new.document) execute function next_intent_version();
create trigger interconnects_version before update on interconnects
    for each row when (old.document is distinct from new.document) execute function next_intent_version();

create function next_version_of_cluster() returns trigger as $$
begin
    execute format('update %I.clusters set version = nextval(%L) where name = $1', tg_table_schema, tg_table_schema || '.intent_versions')
        using case tg_op when 'DELETE' then old.cluster else new.cluster end;
    return null;
end
$$ language plpgsql;

create trigger nodes_version after insert or update or delete on nodes
    for each row execute function next_version_of_cluster();
