package io.podspan.servicekit.follow;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The one row of the table {@code kept_intent}, which the service's Flyway migration makes. */
public final class PostgresKept implements KeptIntent {
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final DataSource dataSource;
  private final String table;

  /**
   * @param schema the service's schema, an identifier of lower-case letters
   */
  public PostgresKept(DataSource dataSource, String schema) {
    if (!PLAIN.matcher(schema).matches()) {
      throw new IllegalArgumentException("not a plain schema name: " + schema);
    }
    this.dataSource = dataSource;
    this.table = schema + ".kept_intent";
  }

  @Override
  public Optional<Kept> load() throws IOException, SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement("select document from " + table);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(KeptDocument.read(row.getBytes(1))) : Optional.empty();
    }
  }

  @Override
  public void save(Kept kept) throws IOException, SQLException {
    String upsert =
        "insert into "
            + table
            + " (document) values (?)"
            + " on conflict (one) do update set document = excluded.document, kept_at = now()";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(upsert)) {
      statement.setBytes(1, KeptDocument.write(kept));
      statement.executeUpdate();
    }
  }

  @Override
  public String place() {
    return "table " + table;
  }
}
