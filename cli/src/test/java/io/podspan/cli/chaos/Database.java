package io.podspan.cli.chaos;

import io.podspan.cli.machine.Machine;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The machine's Postgres, as its superuser sees it: past every service. */
record Database(Machine machine) {

  /** How a row becomes a value. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> rows(String query, Row<T> row) throws SQLException {
    List<T> all = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        all.add(row.of(rows));
      }
    }
    return all;
  }

  /** All sessions refuse changes with SQL state 25006, as those of a standby do; or take them. */
  void readOnly(boolean on) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(
          on
              ? "ALTER SYSTEM SET default_transaction_read_only = on"
              : "ALTER SYSTEM RESET default_transaction_read_only");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private Connection connect() throws SQLException {
    EmbeddedPostgres postgres = machine.postgres().orElseThrow();
    return DriverManager.getConnection(
        postgres.jdbcUrl() + "?connectTimeout=5&socketTimeout=30",
        "postgres",
        postgres.login("postgres").password());
  }
}
