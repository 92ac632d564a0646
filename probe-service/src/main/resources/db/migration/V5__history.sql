-- Ends of what was measured: nodes, and clusters as a whole (node '').
create table history_spot (
    id int generated always as identity primary key,
    cluster text not null,
    node text not null,
    seen_on date not null,
    unique (cluster, node)
);

-- What was measured from one spot to another in the minute, hour or day that began then. A pair that
-- could not be measured has no row. Updated in place for as long as its time lasts.
create table history_minute (
    from_id int not null,
    to_id int not null,
    began timestamptz not null,
    sent bigint not null,
    received bigint not null,
    -- Null where nothing came back.
    min_micros bigint,
    max_micros bigint,
    spread_micros bigint not null,
    spreads bigint not null,
    -- Round trips by size: history.Buckets.
    buckets int[] not null,
    primary key (from_id, to_id, began)
) with (fillfactor = 80);
create index history_minute_began on history_minute (began);

create table history_hour (like history_minute including all) with (fillfactor = 80);
create table history_day (like history_minute including all) with (fillfactor = 80);

-- Adds place by place; the shorter one ends in zeros.
create function history_added(one int[], other int[]) returns int[]
    language sql immutable parallel safe
    as $body$
        select coalesce(
            array_agg(
                least(coalesce(a, 0)::bigint + coalesce(b, 0), 2147483647)::int
                order by place),
            '{}')
        from unnest(one, other) with ordinality as both_of(a, b, place)
    $body$;
