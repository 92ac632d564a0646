package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.Panache;
import java.sql.PreparedStatement;

/** Advisory locks of Postgres. */
final class TransactionLock {
  private static final String LOCK = "select pg_advisory_xact_lock(hashtext(?))";

  private TransactionLock() {}

  /** Waits for the lock of this name, and holds it until the caller's transaction ends. */
  static void hold(String name) {
    Panache.getSession()
        .doWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
                statement.setString(1, name);
                statement.execute();
              }
            });
  }
}
