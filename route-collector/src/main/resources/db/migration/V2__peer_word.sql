-- The last word of a reflector about one of its peers. "word" is a JSON document that only this service reads.
create table peer_word (
    name text primary key,
    word text not null,
    heard_at timestamptz not null
);
