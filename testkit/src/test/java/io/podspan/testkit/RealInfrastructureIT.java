package io.podspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealInfrastructureIT {
  @AfterEach
  void bringBack() {
    Infrastructure.startKafka();
    Infrastructure.startPostgres();
  }

  @Test
  void configuresAServiceWithItsOwnLoginAndKafka() throws Exception {
    Map<String, String> config = started(Map.of("schema", "peering"));

    assertThat(config).containsKey("kafka.bootstrap.servers");
    try (Connection connection =
        DriverManager.getConnection(
            config.get("quarkus.datasource.jdbc.url"),
            config.get("quarkus.datasource.username"),
            config.get("quarkus.datasource.password"))) {
      assertThat(connection.getSchema()).isEqualTo("peering");
    }
  }

  @Test
  void givesNoDatasourceToAServiceWithoutSchema() {
    assertThat(started(Map.of())).doesNotContainKey("quarkus.datasource.jdbc.url");
  }

  @Test
  void takesKafkaAwayAndBringsItBackOnTheSamePort() throws Exception {
    String server = started(Map.of()).get("kafka.bootstrap.servers");

    Infrastructure.stopKafka();
    assertThatThrownBy(() -> connect(server).close()).isInstanceOf(ConnectException.class);
    Infrastructure.startKafka();

    assertThat(Infrastructure.bootstrapServers()).isEqualTo(server);
    try (Socket socket = connect(server)) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void startsWhatAFailedTestLeftDown() throws Exception {
    String url = started(Map.of("schema", "console")).get("quarkus.datasource.jdbc.url");
    Infrastructure.killPostgres();

    started(Map.of());

    try (Connection connection =
        DriverManager.getConnection(url, "console", Infrastructure.password("console"))) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  private static Map<String, String> started(Map<String, String> arguments) {
    RealInfrastructure resource = new RealInfrastructure();
    resource.init(arguments);
    return resource.start();
  }

  private static Socket connect(String server) throws Exception {
    String[] parts = server.split(":");
    return new Socket(parts[0], Integer.parseInt(parts[1]));
  }
}
