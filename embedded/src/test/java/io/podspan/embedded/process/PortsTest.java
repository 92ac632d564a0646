package io.podspan.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void namesTheProcessThatHoldsAPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Ports.require("127.0.0.1", taken.getLocalPort(), "a test"))
          .isInstanceOf(PortTakenException.class)
          .hasMessageStartingWith(
              "port " + taken.getLocalPort() + ", wanted for a test, is taken by process ")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("java");
    }
  }

  @Test
  void isContentWithAFreePort() {
    assertThatCode(() -> Ports.require("127.0.0.1", Ports.free(), "a test"))
        .doesNotThrowAnyException();
    assertThat(Ports.holder(Ports.free())).isEmpty();
  }

  @Test
  void givesEachPortOnce() {
    assertThat(Stream.generate(Ports::free).limit(300)).doesNotHaveDuplicates();
  }

  @Test
  void seesWhetherSomebodyAccepts() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
      assertThat(Ports.answers("127.0.0.1", port)).isTrue();
    }
    assertThat(Ports.answers("127.0.0.1", port)).isFalse();
  }
}
