package io.podspan.routecollector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.outbox.Outbox;
import io.podspan.events.outbox.Parking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MigrationTest {
  @Test
  void hasTheTablesOfOutboxAndInboxAsTheContractWantsThem() throws IOException {
    try (InputStream migration =
        MigrationTest.class.getResourceAsStream("/db/migration/V1__node_status.sql")) {
      assertThat(new String(migration.readAllBytes(), StandardCharsets.UTF_8)).contains(Outbox.DDL);
    }
  }

  @Test
  void theChangesOfAClusterHaveAnIndex() throws IOException {
    try (InputStream migration =
        MigrationTest.class.getResourceAsStream("/db/migration/V10__node_change_by_cluster.sql")) {
      assertThat(new String(migration.readAllBytes(), StandardCharsets.UTF_8))
          .contains("on node_change (" + ChangeRows.CLUSTER + ")");
    }
  }

  @Test
  void hasTheTableOfParkedEventsAsTheContractWantsIt() throws IOException {
    try (InputStream migration =
        MigrationTest.class.getResourceAsStream("/db/migration/V4__parked_events.sql")) {
      assertThat(new String(migration.readAllBytes(), StandardCharsets.UTF_8))
          .contains(Parking.DDL);
    }
  }
}
