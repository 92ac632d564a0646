-- A rollout for nodes that came later says nothing of the other nodes: what a cluster has begins at the newest one for all nodes.
alter table rollouts add column only_late boolean not null default false;
