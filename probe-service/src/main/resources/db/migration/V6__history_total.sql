-- The sum of round trips by size over any rows.
create aggregate history_sum(int[]) (
    sfunc = history_added,
    stype = int[],
    initcond = '{}'
);
