package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.embedded.process.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPlanTest {
  @Test
  void takesTheUsualPortsButForThoseThatAreNamed() {
    PortPlan plan = PortPlan.with(Map.of("console", 8080));

    assertThat(plan.of(Service.CONSOLE)).isEqualTo(8080);
    assertThat(plan.of(Service.PEERING)).isEqualTo(7081);
    assertThat(plan.of(PortPlan.POSTGRES)).isEqualTo(7432);
  }

  @Test
  void refusesANameThatNothingListensUnder() {
    assertThatThrownBy(() -> PortPlan.with(Map.of("postgre", 5432)))
        .hasMessageContaining("nothing listens under the name postgre")
        .hasMessageContaining("postgres");
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> PortPlan.with(Map.of("kafka", 70000)))
        .hasMessageContaining("70000 for kafka is no port");
  }

  @Test
  void refusesOnePortForTwo() {
    assertThatThrownBy(() -> PortPlan.with(Map.of("kafka", 7432)))
        .hasMessageContaining("two listeners share a port");
  }

  @Test
  void namesEveryTakenPortAtOnceAndWhoHoldsIt() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket two = new ServerSocket(0, 1, loopback)) {
      Map<String, Integer> ports = new HashMap<>(PortPlan.free().ports());
      ports.put("console", one.getLocalPort());
      ports.put("kafka", two.getLocalPort());

      assertThatThrownBy(() -> PortPlan.with(ports).requireFree("127.0.0.1"))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + one.getLocalPort() + ", wanted for console")
          .hasMessageContaining("port " + two.getLocalPort() + ", wanted for kafka")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--port NAME=NUMBER");
    }
  }

  @Test
  void isContentWhenAllAreFree() {
    assertThatCode(() -> PortPlan.free().requireFree("127.0.0.1")).doesNotThrowAnyException();
  }
}
