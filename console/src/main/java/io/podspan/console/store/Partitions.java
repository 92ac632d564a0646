package io.podspan.console.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** One partition of the journal for each day (UTC), from the retention's first to some ahead. */
@ApplicationScoped
public class Partitions {
  private static final Logger LOG = Logger.getLogger(Partitions.class);
  private static final int DAYS_AHEAD = 3;
  private static final String PREFIX = "journal_";
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

  private final DataSource database;
  private final int retentionDays;
  private final Set<LocalDate> present = ConcurrentHashMap.newKeySet();

  @Inject
  public Partitions(
      DataSource database,
      @ConfigProperty(name = "podspan.journal.retention-days", defaultValue = "30")
          int retentionDays) {
    if (retentionDays < 1) {
      throw new IllegalArgumentException(
          "podspan.journal.retention-days is " + retentionDays + ", it must be 1 or more");
    }
    this.database = database;
    this.retentionDays = retentionDays;
  }

  /** The oldest moment that the journal keeps. */
  public Instant horizon(Instant now) {
    return day(now).minusDays(retentionDays).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /**
   * The day under which an event is stored: its own day, or today if its time is outside the
   * retention or in the future.
   */
  LocalDate dayFor(Instant time, Instant now) {
    // An instant may be outside the range of a date. These comparisons hold for all instants.
    boolean kept = !time.isBefore(horizon(now)) && time.isBefore(now.plusSeconds(86_400));
    return day(kept ? time : now);
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Makes the partition of a day, if need be, in the caller's transaction. */
  void ensure(Connection connection, LocalDate day) throws SQLException {
    if (present.contains(day)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      // DDL takes no parameters. A date in this form needs no quoting.
      statement.execute(
          "create table if not exists %s%s partition of journal for values from ('%s') to ('%s')"
              .formatted(PREFIX, SUFFIX.format(day), day, day.plusDays(1)));
    }
  }

  /** To be called when the transaction that called {@link #ensure} has committed. */
  void committed(Set<LocalDate> days) {
    present.addAll(days);
  }

  /** Makes the partitions of the next days and drops those that are past the retention. */
  public void maintain(Instant now) {
    LocalDate today = day(now);
    List<LocalDate> ahead = today.datesUntil(today.plusDays(DAYS_AHEAD + 1L)).toList();
    Transaction.in(
        database,
        connection -> {
          for (LocalDate day : ahead) {
            ensure(connection, day);
          }
          return ahead.size();
        });
    present.addAll(ahead);
    drop(today.minusDays(retentionDays));
  }

  private void drop(LocalDate firstKept) {
    for (LocalDate day : existing()) {
      if (day.isBefore(firstKept)) {
        present.remove(day);
        Transaction.in(
            database,
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute("drop table if exists " + PREFIX + SUFFIX.format(day));
              }
            });
        LOG.infof("removed the journal of %s, which is older than the retention", day);
      }
    }
  }

  /** The days that have a partition, in the order of their days. */
  public List<LocalDate> existing() {
    String select =
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
            + " where i.inhparent = 'journal'::regclass order by c.relname";
    return Transaction.in(
        database,
        connection -> {
          List<LocalDate> days = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(select);
              ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              String suffix = result.getString(1).substring(PREFIX.length());
              days.add(LocalDate.parse(suffix, SUFFIX));
            }
          }
          return days;
        });
  }
}
