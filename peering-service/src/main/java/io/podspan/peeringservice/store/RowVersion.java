package io.podspan.peeringservice.store;

/**
 * How a row, or all of Postgres, is known to be as it was: an expression whose value never comes
 * twice for another content.
 *
 * <p>A row is named by the transaction that wrote it and by its place in the table: no other
 * transaction has the number, and within one each change has another place. A number is used again
 * only by a server that lost what it had not yet written to disk: a standby that took over, or one
 * that recovered from a crash. So the {@link #RUN} of the server belongs to each version, and to
 * everything else that is known by numbers which Postgres counts: versions from a sequence, the
 * oldest transaction under way.
 */
final class RowVersion {
  /**
   * Which run of Postgres it is. When one of its processes dies, the others end and Postgres
   * recovers without a new start: only its statistics begin anew. An operator who resets these
   * ({@code pg_stat_reset_shared}) makes us read everything once more, and that is all. It is a
   * digest, because a thousand versions are asked for at once.
   */
  static final String RUN =
      "(select left(md5(pg_postmaster_start_time() || ' ' || coalesce(cast(stats_reset as text), '')), 16)"
          + " from pg_stat_archiver)";

  /** Of a row of the only table of a statement. */
  static final String OF_ROW = "xmin || ' ' || ctid || ' ' || " + RUN;

  private RowVersion() {}

  /** Of a row of the table that has this name in the statement. */
  static String of(String table) {
    return table + ".xmin || ' ' || " + table + ".ctid || ' ' || " + RUN;
  }
}
