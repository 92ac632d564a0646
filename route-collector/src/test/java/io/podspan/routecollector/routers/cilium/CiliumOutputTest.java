package io.podspan.routecollector.routers.cilium;

import static io.podspan.routecollector.router.Answers.partly;
import static io.podspan.routecollector.router.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Written;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CiliumOutputTest {
  private static final int DAMAGED = 500;

  @Test
  void readsPeersInEachState() throws OutputFault {
    assertThat(whole(CiliumOutput.sessions(Written.text("cilium-1.17-peers.json"))))
        .containsExactly(
            new NodeSession("192.0.2.1", 64512, "Established", false),
            new NodeSession("192.0.2.2", 65000, "OpenSent", false),
            new NodeSession("192.0.2.3", 4200000001L, "Active", false),
            new NodeSession("192.0.2.4", 64512, "Idle", false),
            new NodeSession("2001:db8::1", 64512, "Established", false));
  }

  @Test
  void readsPeersByInstance() throws OutputFault {
    assertThat(whole(CiliumOutput.sessions(Written.text("cilium-1.20-shell-peers.json"))))
        .containsExactly(
            new NodeSession("192.0.2.1", 64512, "Established", false),
            new NodeSession("192.0.2.2", 64512, "Connect", false));
  }

  @Test
  void readsBestPathsWithTheirNextHops() throws OutputFault {
    assertThat(whole(CiliumOutput.rib(Written.text("cilium-1.17-routes.json"))).best())
        .containsExactly(
            new RouteEntry("10.1.1.0/24", "198.18.0.11"),
            new RouteEntry("10.2.1.0/24", "0.0.0.0"),
            new RouteEntry("2001:db8:1::/64", "2001:db8::11"));
  }

  @Test
  void noPeersAndNoRoutesAreEmptyLists() throws OutputFault {
    for (String nothing : List.of("[]", "null")) {
      assertThat(whole(CiliumOutput.sessions(nothing))).isEmpty();
      assertThat(whole(CiliumOutput.rib(nothing)).best()).isEmpty();
    }
  }

  @Test
  void rowsOfAnotherFormAreLeftOutAndSaid() throws OutputFault {
    assertThat(
            partly(
                CiliumOutput.sessions(
                    """
                    [{"peer-address": "192.0.2.1", "session-state": "established"},
                     {"peer-address": "nowhere", "session-state": "established"},
                     {"peer-address": "192.0.2.2", "session-state": "dancing"}]
                    """)))
        .extracting(NodeSession::peerAddress)
        .containsExactly("192.0.2.1");
    assertThat(
            partly(
                    CiliumOutput.rib(
                        """
                        [{"prefix": "10.1.1.0/24", "paths": [{"best": true,
                          "path-attributes": [{"base64": "QAMEyw=="}]}]}]
                        """))
                .best())
        .isEmpty();
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> CiliumOutput.sessions("Unable to reach the agent"))
        .isInstanceOf(OutputFault.class);
    assertThatThrownBy(() -> CiliumOutput.rib("{\"message\": \"BGP Control Plane disabled\"}"))
        .isInstanceOf(OutputFault.class);
  }

  @Test
  void damagedOutputIsReadOrRefused() {
    Random random = new Random(28);
    String peers = Written.text("cilium-1.17-peers.json");
    String routes = Written.text("cilium-1.17-routes.json");
    for (int i = 0; i < DAMAGED; i++) {
      String one = Damage.damaged(peers, random);
      String other = Damage.damaged(routes, random);
      Damage.survives(() -> CiliumOutput.sessions(one));
      Damage.survives(() -> CiliumOutput.rib(other));
    }
  }
}
