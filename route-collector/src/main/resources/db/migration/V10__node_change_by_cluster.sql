-- Who reads a cluster forgets the changes of its nodes that have gone.
create index node_change_cluster on node_change (split_part(name, '/', 1));
