-- The caller whose request made the event; null when nobody asked, or the event is older.
alter table journal add column requested_by text;
