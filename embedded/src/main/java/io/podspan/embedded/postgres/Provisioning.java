package io.podspan.embedded.postgres;

import io.podspan.embedded.process.StartFailedException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Creates the database and one schema per service, each with its own role as owner. Skips what
 * exists.
 */
final class Provisioning {
  private static final String SUPERUSER = "postgres";

  private final PostgresConfig config;
  private final Logins logins;
  private final int port;

  Provisioning(PostgresConfig config, Logins logins, int port) {
    this.config = config;
    this.logins = logins;
    this.port = port;
  }

  void bringUpToDate() {
    List<String> fresh = config.schemas().stream().filter(schema -> !logins.knows(schema)).toList();
    String marker = "database/" + config.database();
    if (fresh.isEmpty() && logins.knows(marker)) {
      return;
    }
    try {
      createDatabase();
      createSchemas(fresh);
    } catch (SQLException e) {
      throw new StartFailedException("cannot set Postgres up: " + e.getMessage(), e);
    }
    logins.invent(marker);
    logins.save();
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = connect("postgres")) {
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", config.database())) {
        execute(connection, "CREATE DATABASE " + config.database());
        execute(connection, "REVOKE ALL ON DATABASE " + config.database() + " FROM PUBLIC");
      }
    }
  }

  private void createSchemas(List<String> schemas) throws SQLException {
    try (Connection connection = connect(config.database())) {
      for (String schema : schemas) {
        createSchema(connection, logins.invent(schema));
      }
    }
  }

  private void createSchema(Connection connection, Login login) throws SQLException {
    String role = login.username();
    // A start that was killed here may have left the role, with a password that was not stored.
    String verb =
        exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
    execute(connection, verb + " ROLE " + role + " LOGIN PASSWORD '" + login.password() + "'");
    execute(
        connection, "GRANT CONNECT, TEMPORARY ON DATABASE " + config.database() + " TO " + role);
    execute(connection, "CREATE SCHEMA IF NOT EXISTS " + role + " AUTHORIZATION " + role);
    execute(connection, "ALTER ROLE " + role + " SET search_path = " + role);
  }

  private Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", SUPERUSER);
    login.setProperty("password", logins.of(SUPERUSER).password());
    String url = "jdbc:postgresql://" + config.listen() + ":" + port + "/" + database;
    // DriverManager is not used: it knows only the drivers of the class loader that asked first.
    for (Driver driver : ServiceLoader.load(Driver.class, getClass().getClassLoader())) {
      Connection connection = driver.connect(url, login);
      if (connection != null) {
        return connection;
      }
    }
    throw new SQLException("no driver for " + url);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
