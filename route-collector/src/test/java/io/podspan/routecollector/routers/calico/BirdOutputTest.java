package io.podspan.routecollector.routers.calico;

import static io.podspan.routecollector.router.Answers.partly;
import static io.podspan.routecollector.router.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirdOutputTest {
  @Test
  void readsTheSessionsOfBird2() throws OutputFault {
    assertThat(whole(BirdOutput.sessions(Captured.text("bird-2.0.12-protocols.txt"))))
        .containsExactly(
            new NodeSession("198.18.11.1", 64512, "Established", false),
            new NodeSession("198.18.11.98", 64512, "Connect", false));
  }

  @Test
  void readsASessionThatIsDown() throws OutputFault {
    assertThat(whole(BirdOutput.sessions(Captured.text("bird-2.0.12-protocols-down.txt"))))
        .contains(new NodeSession("198.18.11.1", 64512, "Active", false));
  }

  @Test
  void readsTheRoutesOfBird2WithTheNextHopThatBgpGave() throws OutputFault {
    assertThat(whole(BirdOutput.rib(Captured.text("bird-2.0.12-routes.txt"))).best())
        .containsExactly(
            new RouteEntry("1.0.0.2/32", "198.18.11.2"),
            new RouteEntry("10.1.0.0/24", "198.18.11.1"),
            new RouteEntry("10.9.0.0/24", "198.18.11.77"),
            new RouteEntry("10.1.1.0/24", "198.18.11.55"));
  }

  @Test
  void readsIpv6SessionsAndRoutes() throws OutputFault {
    String protocols =
        """
        BIRD 2.0.12 ready.
        Name       Proto      Table      State  Since         Info
        Global_1   BGP        ---        up     12:00:00.000  Established
          BGP state:          Established
            Neighbor address: 2001:db8::1
            Neighbor AS:      64512
        """;
    String routes =
        """
        BIRD 2.0.12 ready.
        Table master6:
        fd00:2:0:1::/64      unicast [Global_1 12:00:00.000 from 2001:db8::1] * (100) [i]
        \tvia 2001:db8::1 on eth0
        \tType: BGP univ
        \tBGP.next_hop: 2001:db8::21 fe80::21
        fd00:1:0:1::/64      unreachable [static1 12:00:00.000] * (200)
        """;
    assertThat(whole(BirdOutput.sessions(protocols)))
        .containsExactly(new NodeSession("2001:db8::1", 64512, "Established", false));
    assertThat(whole(BirdOutput.rib(routes)).best())
        .containsExactly(new RouteEntry("fd00:2:0:1::/64", "2001:db8::21"));
  }

  @Test
  void readsTheRoutesOfBird16() throws OutputFault {
    String text =
        """
        BIRD v0.3.3+birdv1.6.8 ready.
        0.0.0.0/0          via 192.0.2.1 on eth0 [kernel1 2026-01-01] * (10)
        \tType: inherit unicast univ
        10.1.0.0/24        via 192.0.2.11 on eth0 [Node_192_0_2_11 2026-01-01 from 192.0.2.1] * (100/0) [i]
        \tType: BGP unicast univ
        \tBGP.origin: IGP
        \tBGP.next_hop: 192.0.2.12
                           via 192.0.2.99 on eth0 [Mesh_192_0_2_99 2026-01-01] (100/0) [i]
        \tType: BGP unicast univ
        \tBGP.next_hop: 192.0.2.99
        10.3.0.0/26        blackhole [static1 2026-01-01] * (200)
        """;
    assertThat(whole(BirdOutput.rib(text)).best())
        .containsExactly(
            new RouteEntry("0.0.0.0/0", "192.0.2.1"), new RouteEntry("10.1.0.0/24", "192.0.2.12"));
  }

  @Test
  void aSecondRouteOfThePrefixMayBeTheBest() throws OutputFault {
    String text =
        """
        BIRD 2.0.12 ready.
        Table master4:
        10.1.0.0/24          unicast [Mesh 17:03:31.595] (100) [i]
        \tvia 192.0.2.9 on eth0
        \tBGP.next_hop: 192.0.2.9
                             unicast [Node 17:03:31.595] * (100) [i]
        \tvia 192.0.2.1 on eth0
        \tBGP.next_hop: 192.0.2.1
        """;
    assertThat(whole(BirdOutput.rib(text)).best())
        .containsExactly(new RouteEntry("10.1.0.0/24", "192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({"Passive, Active", "Down, Idle", "Close, Idle", "OpenSent, OpenSent"})
  void saysStatesInTheWordsOfTheRfc(String word, String state) throws OutputFault {
    String text =
        """
        BIRD 2.0.12 ready.
        Name       Proto      Table      State  Since         Info
        Node_x     BGP        ---        start  17:05:30.210  %1$s
          BGP state:          %1$s
            Neighbor address: 192.0.2.1
            Neighbor AS:      99999999999
        """;
    assertThat(whole(BirdOutput.sessions(text.formatted(word))))
        .containsExactly(new NodeSession("192.0.2.1", 0, state, false));
  }

  @Test
  void aStateThatIsNotKnownIsNotTakenForIdle() throws OutputFault {
    String text =
        """
        BIRD 3.0 ready.
        Name       Proto      Table      State  Since         Info
        Node_x     BGP        ---        start  17:05:30.210  Dormant
          BGP state:          Dormant
            Neighbor address: 192.0.2.1
        Node_y     BGP        ---        up     17:05:30.210  Established
          BGP state:          Established
            Neighbor address: 192.0.2.2
            Neighbor AS:      64512
        """;
    assertThat(partly(BirdOutput.sessions(text)))
        .containsExactly(new NodeSession("192.0.2.2", 64512, "Established", false));
  }

  /** BIRD marks a best route that the kernel refused with an exclamation mark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        BIRD v0.3.3+birdv1.6.8 ready.
        10.61.1.0/24       via 192.0.2.11 on eth0 [Node_a 12:00:01 from 192.0.2.1] ! (100/0) [i]
        \tType: BGP unicast univ
        \tBGP.next_hop: 192.0.2.11
        10.61.2.0/24       via 192.0.2.12 on eth0 [Node_a 12:00:01 from 192.0.2.1] * (100/0) [i]
        \tType: BGP unicast univ
        \tBGP.next_hop: 192.0.2.12
        10.61.3.0/24       via 192.0.2.13 on eth0 [Node_a 12:00:01 from 192.0.2.1] (100/0) [i]
        \tBGP.next_hop: 192.0.2.13
        """,
        """
        BIRD 2.0.12 ready.
        Table master4:
        10.61.1.0/24         unicast [Node_a 12:00:01.123 from 192.0.2.1] ! (100) [i]
        \tvia 192.0.2.11 on eth0
        \tBGP.next_hop: 192.0.2.11
        10.61.2.0/24         unicast [Node_a 12:00:01.123 from 192.0.2.1] * (100) [i]
        \tvia 192.0.2.12 on eth0
        \tBGP.next_hop: 192.0.2.12
        10.61.3.0/24         unicast [ospf1 12:00:01.123] I (150/10) [192.0.2.13]
        \tvia 192.0.2.13 on eth0
        """
      })
  void aRouteThatTheKernelRefusedIsInTheTable(String text) throws OutputFault {
    RouterTable table = whole(BirdOutput.rib(text));
    assertThat(table.best())
        .containsExactly(
            new RouteEntry("10.61.1.0/24", "192.0.2.11"),
            new RouteEntry("10.61.2.0/24", "192.0.2.12"));
    assertThat(table.refused()).containsExactly(new RouteEntry("10.61.1.0/24", "192.0.2.11"));
  }

  @Test
  void aMarkThatIsNotKnownIsNotReadAsTheNearestKnownOne() throws OutputFault {
    String text =
        """
        BIRD 2.99 ready.
        Table master4:
        10.61.1.0/24         unicast [Node_a 12:00:01.123 from 192.0.2.1] ~ (100) [i]
        \tBGP.next_hop: 192.0.2.11
        10.61.2.0/24         unicast [Node_a 12:00:01.123 from 192.0.2.1] * (100) [i]
        \tBGP.next_hop: 192.0.2.12
        """;
    assertThat(partly(BirdOutput.rib(text)).best())
        .containsExactly(new RouteEntry("10.61.2.0/24", "192.0.2.12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unable to connect to server control socket", "\n\nBIRD 2 ready."})
  void saysThatItIsNoAnswerOfBird(String text) {
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> BirdOutput.rib(text));
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> BirdOutput.sessions(text));
  }

  @Test
  void survivesDamagedOutput() {
    Random random = new Random(4456);
    for (String name : new String[] {"bird-2.0.12-protocols.txt", "bird-2.0.12-routes.txt"}) {
      String whole = Captured.text(name);
      for (int i = 0; i < 300; i++) {
        Damage.survives(() -> BirdOutput.rib(Damage.damaged(whole, random)));
        Damage.survives(() -> BirdOutput.sessions(Damage.damaged(whole, random)));
      }
    }
  }
}
