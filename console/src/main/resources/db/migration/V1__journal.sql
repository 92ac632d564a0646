-- Readers follow the journal by this number. It is handed out under a lock (see PostgresJournal), so it becomes
-- visible in its own order: who has seen n has seen all that will ever be below n.
create sequence journal_sequence;

-- Every event, once. Partitioned by the day on which the event happened, because a repeated delivery has the same
-- time and so meets the first one in the same partition, where unique indexes can see both.
create table journal (
    sequence bigint not null default nextval('journal_sequence'),
    day date not null,
    id text not null,
    type text not null,
    source text not null,
    subject text not null,
    topic text not null,
    topic_partition integer not null,
    topic_offset bigint not null,
    -- 0, but for events of a topic that was deleted and created again: its offsets start over.
    incarnation bigint not null default 0,
    time timestamptz not null,
    recorded_at timestamptz not null default now(),
    clusters text[] not null,
    data jsonb not null,
    primary key (sequence, day),
    unique (id, day),
    unique (topic, topic_partition, topic_offset, incarnation, day)
) partition by range (day);

create index journal_type on journal (type, sequence);
create index journal_subject on journal (subject, sequence);
create index journal_time on journal (time);
create index journal_clusters on journal using gin (clusters);

-- The last event about each thing that still stands: what the overview is made of, however short the retention is.
create table standing (
    slot text primary key,
    sequence bigint not null,
    type text not null,
    time timestamptz not null,
    data jsonb not null
);
