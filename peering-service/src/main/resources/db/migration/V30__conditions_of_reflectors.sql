-- As they were told last, a JSON array; none until they are worked out for the first time.
alter table declared_reflectors add column conditions text not null default '[]';
