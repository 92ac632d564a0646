-- What rollouts wrote is looked for at each look at a cluster: the same change, written again, is read once.
-- Null where a rollout has not completed, or changed nothing. Any digest does: it is only compared.
alter table rollouts add column written_digest text;
update rollouts set written_digest = md5(document::jsonb ->> 'change')
 where state = 'COMPLETED'
   and jsonb_typeof(document::jsonb -> 'change') = 'object'
   and coalesce(jsonb_array_length(document::jsonb -> 'change' -> 'diff'), 1) > 0;
create index rollouts_written on rollouts (interconnect, cluster, written_digest, created_at) where written_digest is not null;

-- How an interconnect is rolled out begins at the newest rollout of each cluster that has completed.
create index rollouts_completed on rollouts (interconnect, cluster, created_at) where state = 'COMPLETED';
create index rollouts_active_cluster on rollouts (cluster) where not ended;
