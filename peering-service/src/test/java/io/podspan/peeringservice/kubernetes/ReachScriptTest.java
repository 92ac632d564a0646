package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.network.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The script's output by value, and the script itself with this machine's shell. */
class ReachScriptTest {
  static Stream<Arguments> outputs() {
    Reach refused = new Reach.Closed("the connection was refused");
    Reach late = new Reach.Silent("nothing answered within 3 s");
    return Stream.of(
        Arguments.of("== 0 bash 0\n\n", new Reach.Open()),
        Arguments.of("== 0 bash 124\n\n", late),
        Arguments.of("== 0 bash 143\nTerminated\n", late),
        Arguments.of("== 0 bash 1\nbash: connect: Connection refused\n", refused),
        Arguments.of(
            "== 0 bash 1\nbash: connect: No route to host\n",
            new Reach.Closed("there is no route to the host, or a firewall rejects it")),
        Arguments.of(
            "== 0 nc 1\nnc: can't connect to remote host (192.0.2.1): Network is unreachable\n",
            new Reach.Closed("the network is unreachable")),
        Arguments.of(
            "== 0 nc 1\nnc: can't connect to remote host (192.0.2.1): Connection refused\n",
            refused),
        Arguments.of("== 0 nc 1\nnc: timed out\n", late),
        Arguments.of("== 0 nc 0\n\n", new Reach.Open()),
        Arguments.of(
            "== 0 curl 7\ncurl: (7) Failed to connect to 192.0.2.1 port 179 after 0 ms:"
                + " Connection refused\n",
            refused),
        Arguments.of("== 0 curl 28\ncurl: (28) Connection timed out\n", late),
        Arguments.of("== 0 curl 56\n\n", new Reach.Open()),
        Arguments.of(
            "== 0 none 1\n\n",
            new Reach.Unmeasured("the router's image has neither bash with timeout, nc nor curl")),
        Arguments.of(
            "== 0 nc 1\nnc: bad address '192.0.2.1'\n",
            new Reach.Unmeasured("nc ended with 1 and said: nc: bad address '192.0.2.1'")),
        Arguments.of(
            "something else", new Reach.Unmeasured("the router's pod printed nothing about it")));
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void readsWhatEachToolSays(String printed, Reach reach) {
    assertThat(ReachScript.parse(printed, 1).reaches()).containsExactly(reach);
  }

  @Test
  void readsSeveralReflectorsAndTheListeners() {
    ReachScript.Output output =
        ReachScript.parse(
            "== 0 bash 0\n\n== 1 bash 1\nConnection refused\n== listen kube-router\n== listen ?\n",
            2);
    assertThat(output.reaches().getFirst()).isEqualTo(new Reach.Open());
    assertThat(output.reaches().getLast()).isInstanceOf(Reach.Closed.class);
    assertThat(output.listeners()).containsExactly("kube-router", "?");
  }

  @Test
  void readsTheInterfacesThatAreListedAsAWhole() {
    String listed = "2: eth0: <UP> mtu 1400\n    inet 192.0.2.7/24 scope global eth0\n";

    assertThat(links("== links\n" + listed + "== links 0\n"))
        .isEqualTo(new NodeLinks.Seen(LinkListing.parse(listed)));
    assertThat(links("== links\n" + listed))
        .isEqualTo(new NodeLinks.Unread("the router's pod printed no whole list of interfaces"));
    assertThat(links("== links\nsh: ip: not found\n== links 127\n"))
        .isEqualTo(new NodeLinks.Unread("ip addr show ended with 127 and said: sh: ip: not found"));
  }

  private static NodeLinks.Links links(String printed) {
    return ReachScript.parse("== 0 bash 0\n\n" + printed, 1).links();
  }

  @Test
  void theScriptTellsAnOpenPortFromAClosedOne() throws IOException, InterruptedException {
    int closed;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = gone.getLocalPort();
    }
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Reflector> reflectors =
          List.of(
              new Reflector("open", "127.0.0.1", open.getLocalPort(), 64512),
              new Reflector("closed", "127.0.0.1", closed, 64512));
      Process process =
          new ProcessBuilder(ReachScript.command(reflectors)).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
      assertThat(ReachScript.parse(printed, 2).reaches())
          .containsExactly(new Reach.Open(), new Reach.Closed("the connection was refused"));
      assertThat(ReachScript.parse(printed, 2).links()).isInstanceOf(NodeLinks.Seen.class);
    }
  }
}
