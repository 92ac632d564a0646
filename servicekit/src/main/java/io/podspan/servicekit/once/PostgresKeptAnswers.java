package io.podspan.servicekit.once;

import io.podspan.servicekit.publish.UncheckedSqlException;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code idempotency_keys}, which the service's Flyway migration makes. Only Postgres'
 * clock counts.
 */
@Singleton
@IfBuildProperty(name = "podspan.idempotency.enabled", stringValue = "true")
public class PostgresKeptAnswers implements KeptAnswers {
  /** Longer than any request lasts: its mark is then one of a service that died. */
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  /** Of an answer, compressed. */
  private static final int MOST_BYTES = 256 << 10;

  private final DataSource dataSource;
  private final String table;
  private final Duration keep;
  private final int most;

  /**
   * @param keep how long an answer is kept
   * @param most how many answers of one caller are kept
   */
  @Inject
  public PostgresKeptAnswers(
      DataSource dataSource,
      @ConfigProperty(name = "podspan.outbox.schema") String schema,
      @ConfigProperty(name = "podspan.idempotency.keep") Duration keep,
      @ConfigProperty(name = "podspan.idempotency.most") int most) {
    this.dataSource = dataSource;
    this.table = schema + ".idempotency_keys";
    this.keep = keep;
    this.most = most;
  }

  @Override
  public Found begin(String caller, String key, String request) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              forgetOld(caller);
              String holder = UUID.randomUUID().toString();
              return insert(caller, key, request, holder)
                  ? new Nothing(holder)
                  : present(caller, key, request, holder);
            });
  }

  private void forgetOld(String caller) {
    update(
        "delete from " + table + " where begun_at < now() - ? * interval '1 second'",
        keep.toSeconds());
    update(
        "delete from "
            + table
            + " where caller = ? and key in (select key from "
            + table
            + " where caller = ? and status is not null order by begun_at desc offset ?)",
        caller,
        caller,
        most - 1);
  }

  private boolean insert(String caller, String key, String request, String holder) {
    return update(
            "insert into "
                + table
                + " (caller, key, request, holder) values (?, ?, ?, ?) on conflict do nothing",
            caller,
            key,
            request,
            holder)
        == 1;
  }

  private Found present(String caller, String key, String request, String holder) {
    String select =
        "select request, status, location, tag, body, whole,"
            + " begun_at < now() - ? * interval '1 second' from "
            + table
            + " where caller = ? and key = ? for update";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(select)) {
      set(statement, LONGEST_REQUEST.toSeconds(), caller, key);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new UnderWay();
        }
        if (!row.getString(1).equals(request)) {
          return new OtherRequest();
        }
        int status = row.getInt(2);
        if (!row.wasNull()) {
          return new Answer(
              new KeptAnswer(
                  status,
                  row.getString(3),
                  row.getString(4),
                  plain(row.getBytes(5)),
                  row.getBoolean(6)));
        }
        return row.getBoolean(7) ? takenOver(caller, key, holder) : new UnderWay();
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private Found takenOver(String caller, String key, String holder) {
    update(
        "update " + table + " set holder = ?, begun_at = now() where caller = ? and key = ?",
        holder,
        caller,
        key);
    return new Nothing(holder);
  }

  @Override
  public boolean keep(String caller, String key, String holder, KeptAnswer answer) {
    byte[] body = compressed(answer.body());
    boolean fits = body == null || body.length <= MOST_BYTES;
    return update(
            "update "
                + table
                + " set status = ?, location = ?, tag = ?, body = ?, whole = ?"
                + " where caller = ? and key = ? and holder = ?",
            answer.status(),
            answer.location(),
            answer.tag(),
            fits ? body : null,
            fits,
            caller,
            key,
            holder)
        == 1;
  }

  @Override
  public void release(String caller, String key, String holder) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                update(
                    "delete from "
                        + table
                        + " where caller = ? and key = ? and holder = ? and status is null",
                    caller,
                    key,
                    holder));
  }

  /** Inside a transaction the pool hands out the connection that is enlisted in it. */
  private int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static byte @Nullable [] compressed(@Nullable String text) {
    if (text == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static @Nullable String plain(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
