package io.podspan.servicekit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  private static RuntimeException sql(String state) {
    return new IllegalStateException(new SQLException("trouble", state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "53300", "57P01", "58030", "25006", "25P03"})
  void aDatabaseThatIsAwaySaysSoByItsState(String state) {
    assertThat(Outage.isDatabaseAway(sql(state))).isTrue();
    assertThat(Outage.isOutage(sql(state))).isTrue();
  }

  @Test
  void aPoolWithoutAConnectionIsADatabaseThatIsAway() {
    assertThat(Outage.isDatabaseAway(new SQLException("no connection in time"))).isTrue();
  }

  @Test
  void aTransactionThatCannotCommitSaysWhyInWhatItSuppressed() {
    Exception commit = new IllegalStateException("Could not commit transaction.");
    commit.addSuppressed(sql("57P01"));
    commit.addSuppressed(commit.getSuppressed()[0]);
    assertThat(Outage.isDatabaseAway(new IllegalStateException(commit))).isTrue();
  }

  @Test
  void aBreachedConstraintIsNotADatabaseThatIsAway() {
    assertThat(Outage.isDatabaseAway(sql("23505"))).isFalse();
    assertThat(Outage.isOutage(sql("23505"))).isFalse();
  }

  @Test
  void whatTheKafkaClientThrowsIsAnOutageButNotOfTheDatabase() {
    Exception failure = new ExecutionException(new TimeoutException("no answer"));
    assertThat(Outage.isOutage(failure)).isTrue();
    assertThat(Outage.isDatabaseAway(failure)).isFalse();
  }
}
