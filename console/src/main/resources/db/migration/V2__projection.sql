-- The table is named after what it holds: the projection of the journal onto the present.
alter table standing rename to projection;
-- Lost sessions have slots of their own.
delete from projection where slot like 'lost/%';
update projection set slot = 'lost/' || substr(slot, 9)
where slot like 'session/%' and type = 'podspan.session.lost.v1';
-- No service writes these events any more.
delete from projection where type in ('podspan.rollout.drift-found.v1', 'podspan.interconnect.changed.v1');
