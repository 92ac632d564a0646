package io.podspan.console.events;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes the journal fast: it stores many events in one transaction. */
@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class JournalVolumeIT {
  private static final int MANY = 20_000;
  private static final int SMALLEST_BATCH = 20;

  @Inject DataSource database;

  private final EventsOnKafka kafka = new EventsOnKafka();

  @AfterEach
  void close() {
    kafka.close();
  }

  private long count(String what) {
    String select = "select count(" + what + ") from journal where subject like 'flood-%'";
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void storesAFloodOfEventsInFewTransactions() {
    for (int i = 1; i <= MANY; i++) {
      kafka.send(EventsOnKafka.envelope(Scene.round("flood-" + i % 16, "there", i, 16)));
    }
    kafka.flush();

    await().until(() -> count("*") == MANY);

    // xmin is the transaction that wrote the row.
    assertThat(count("distinct xmin::text")).isLessThan(MANY / SMALLEST_BATCH);
  }
}
