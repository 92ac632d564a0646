package io.podspan.console.events;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Measures; the bounds are far from what it reaches, so that a busy machine is no failure. The log
 * has the figures.
 */
@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class JournalSpeedIT {
  private static final Logger LOG = Logger.getLogger(JournalSpeedIT.class);
  private static final int MANY = 20_000;

  @Inject DataSource database;

  private final EventsOnKafka kafka = new EventsOnKafka();

  @AfterEach
  void close() {
    kafka.close();
  }

  private double number(String select) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      result.next();
      return result.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRows(String subject, int count) {
    String select = "select count(*) from journal where subject = '" + subject + "'";
    await().pollInterval(Duration.ofMillis(20)).until(() -> number(select) == count);
  }

  @Test
  void keepsUpWithThousandsOfEventsASecond() {
    awaitWarm();
    List<Envelope<Event>> events = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      events.add(EventsOnKafka.envelope(Scene.round("flood-" + i % 16, "there", i, 16)));
    }
    long start = System.nanoTime();
    events.forEach(kafka::send);
    kafka.flush();
    String select = "select count(*) from journal where subject like 'flood-%'";
    await().pollInterval(Duration.ofMillis(100)).until(() -> number(select) == MANY);
    double perSecond = MANY / ((System.nanoTime() - start) / 1e9);
    LOG.infof("%.0f events a second, from before sending until stored", perSecond);
    assertThat(perSecond).isGreaterThan(500);
  }

  @Test
  void storesASingleEventWithoutDelay() {
    awaitWarm();
    for (int i = 1; i <= 20; i++) {
      kafka.say(Scene.round("single", "there", i, 16));
      awaitRows("single/there", i);
    }
    double median =
        number(
            "select percentile_cont(0.5) within group (order by extract(epoch from recorded_at -"
                + " time)) from journal where subject = 'single/there'");
    LOG.infof("%.0f ms from an event's time until it is stored, median of 20", median * 1_000);
    assertThat(median).isLessThan(1);
  }

  private void awaitWarm() {
    kafka.say(Scene.configured());
    await().until(() -> number("select count(*) from journal where type like '%configured%'") > 0);
  }
}
