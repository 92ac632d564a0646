package io.podspan.servicekit.share;

import io.podspan.servicekit.share.ShareDecision.Member;
import io.podspan.servicekit.share.ShareDecision.Noted;
import io.podspan.servicekit.share.ShareDecision.Part;
import io.podspan.servicekit.share.ShareDecision.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the tables {@code share_member}, {@code share_owner} and {@code share_noted} of
 * a service.
 */
final class ShareRows {
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final String schema;

  /**
   * @param schema the service's schema, an identifier of lower-case letters
   */
  ShareRows(String schema) {
    this.schema = checked(schema);
  }

  static String checked(String schema) {
    if (!PLAIN.matcher(schema).matches()) {
      throw new IllegalArgumentException("not a plain schema name: " + schema);
    }
    return schema;
  }

  /**
   * One whose lease was over begins anew.
   *
   * @return whether it begins now
   */
  boolean renew(Connection transaction, String me, Duration lease, long generation)
      throws SQLException {
    String upsert =
        """
        insert into %1$s.share_member as m (id, since, expires_at, generation)
        values (?, now(), now() + ? * interval '1 millisecond', ?)
        on conflict (id) do update set expires_at = excluded.expires_at,
            generation = excluded.generation,
            since = case when m.expires_at < now() then now() else m.since end
        returning m.since = now()
        """
            .formatted(schema);
    try (PreparedStatement row = transaction.prepareStatement(upsert)) {
      row.setString(1, me);
      row.setLong(2, lease.toMillis());
      row.setLong(3, generation);
      try (ResultSet renewed = row.executeQuery()) {
        renewed.next();
        return renewed.getBoolean(1);
      }
    }
  }

  /** What was noted for so long is due; and what I know is noted, if it is newer. */
  void note(Connection transaction, long generation, Duration time) throws SQLException {
    String update =
        """
        update %1$s.share_noted
        set due = newest, newest = greatest(newest, ?), since = now()
        where one in (select one from %1$s.share_noted
                      where since < now() - ? * interval '1 millisecond'
                          and (newest > due or newest < ?)
                      for update skip locked)
        """
            .formatted(schema);
    try (PreparedStatement row = transaction.prepareStatement(update)) {
      row.setLong(1, generation);
      row.setLong(2, time.toMillis());
      row.setLong(3, generation);
      row.executeUpdate();
    }
  }

  Noted noted(Connection transaction) throws SQLException {
    try (Statement statement = transaction.createStatement();
        ResultSet row =
            statement.executeQuery("select newest, due from %1$s.share_noted".formatted(schema))) {
      row.next();
      return new Noted(row.getLong(1), row.getLong(2));
    }
  }

  /**
   * @param lease with which all of them renew
   */
  List<Member> members(Connection transaction, Duration lease) throws SQLException {
    String select =
        """
        select id, extract(epoch from now() - since) * 1000,
            extract(epoch from now() - expires_at) * 1000, expires_at > now(), generation
        from %1$s.share_member
        """
            .formatted(schema);
    List<Member> members = new ArrayList<>();
    try (Statement statement = transaction.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      while (row.next()) {
        members.add(
            new Member(
                row.getString(1),
                Duration.ofMillis(row.getLong(2)),
                Duration.ofMillis(row.getLong(3)).plus(lease),
                row.getBoolean(4),
                row.getLong(5)));
      }
    }
    return members;
  }

  List<Part> parts(Connection transaction) throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (Statement statement = transaction.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select work, owner, term from %1$s.share_owner".formatted(schema))) {
      while (row.next()) {
        parts.add(new Part(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    return parts;
  }

  /** Whether it was done. What somebody writes for just now is left for the next turn. */
  boolean take(Connection transaction, String me, Step step) throws SQLException {
    return switch (step) {
      case Step.Take(String work, long term, _) when term == 0 -> added(transaction, work, me);
      case Step.Take take -> changed(transaction, take, me);
      case Step.PassOn passOn -> changed(transaction, passOn, passOn.to());
      case Step.GiveUp giveUp -> changed(transaction, giveUp, null);
    };
  }

  private boolean added(Connection transaction, String work, String owner) throws SQLException {
    String insert =
        """
        insert into %1$s.share_owner (work, owner, term) values (?, ?, 1)
        on conflict (work) do nothing
        """
            .formatted(schema);
    try (PreparedStatement row = transaction.prepareStatement(insert)) {
      row.setString(1, work);
      row.setString(2, owner);
      return row.executeUpdate() > 0;
    }
  }

  private boolean changed(Connection transaction, Step step, @Nullable String owner)
      throws SQLException {
    String update =
        """
        update %1$s.share_owner set owner = ?, term = term + 1, changed_at = now()
        where work = (select work from %1$s.share_owner where work = ? and term = ?
                      for update skip locked)
        """
            .formatted(schema);
    try (PreparedStatement row = transaction.prepareStatement(update)) {
      row.setString(1, owner);
      row.setString(2, step.work());
      row.setLong(3, step.term());
      return row.executeUpdate() > 0;
    }
  }

  /**
   * What the long dead had is nobody's, and what is nobody's is forgotten later still. Only who has
   * been there for so long itself knows that it was they who were away: after an outage of Postgres
   * all were. Rows that another one changes just now are left for the next turn.
   *
   * @return the parts that are nobody's now
   */
  List<String> tidy(Connection transaction, String me) throws SQLException {
    forget(transaction, me);
    List<String> parts = giveUp(transaction, me);
    // Not at once: a look that began before would find its term again in a new row.
    String delete =
        """
        delete from %1$s.share_owner where work in (
            select work from %1$s.share_owner
            where owner is null and changed_at < now() - interval '1 day' for update skip locked)
        """
            .formatted(schema);
    try (PreparedStatement rows = transaction.prepareStatement(delete)) {
      rows.executeUpdate();
    }
    return parts;
  }

  private void forget(Connection transaction, String me) throws SQLException {
    String delete =
        """
        delete from %1$s.share_member where id in (
            select id from %1$s.share_member where expires_at < now() - interval '1 minute'
            for update skip locked)
            and exists (select from %1$s.share_member m
                        where m.id = ? and m.since < now() - interval '1 minute')
        """
            .formatted(schema);
    try (PreparedStatement rows = transaction.prepareStatement(delete)) {
      rows.setString(1, me);
      rows.executeUpdate();
    }
  }

  private List<String> giveUp(Connection transaction, String me) throws SQLException {
    String update =
        """
        update %1$s.share_owner set owner = null, term = term + 1, changed_at = now()
        where work in (
            select work from %1$s.share_owner o
            where owner is not null and changed_at < now() - interval '1 minute'
                and not exists (select from %1$s.share_member m where m.id = o.owner)
            for update skip locked)
            and exists (select from %1$s.share_member m
                        where m.id = ? and m.since < now() - interval '1 minute')
        returning work
        """
            .formatted(schema);
    List<String> parts = new ArrayList<>();
    try (PreparedStatement rows = transaction.prepareStatement(update)) {
      rows.setString(1, me);
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          parts.add(row.getString(1));
        }
      }
    }
    return parts;
  }

  void leave(Connection transaction, String me) throws SQLException {
    try (PreparedStatement row =
        transaction.prepareStatement("delete from " + schema + ".share_member where id = ?")) {
      row.setString(1, me);
      row.executeUpdate();
    }
  }
}
