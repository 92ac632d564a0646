-- What the last look at a node said of its router: a JSON document that only this service reads. It stands apart from
-- "known", which is large, because it is read for all nodes that routes lead to.
alter table node_status add column router text;
