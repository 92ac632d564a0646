package io.podspan.routecollector.routers.kuberouter;

import static io.podspan.routecollector.router.Answers.partly;
import static io.podspan.routecollector.router.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GobgpOutputTest {
  @Test
  void readsTheSessionsOfGobgp3() throws OutputFault {
    assertThat(whole(GobgpOutput.sessions(Captured.text("gobgp-3.10-neighbor.json"))))
        .containsExactly(
            new NodeSession("198.18.11.2", 64512, "Established", false),
            new NodeSession("198.18.11.99", 64513, "Active", false));
  }

  @Test
  void readsTheBestPathsOfGobgp3() throws OutputFault {
    assertThat(whole(GobgpOutput.rib(Captured.text("gobgp-3.10-global-rib.json"))).best())
        .containsExactly(
            new RouteEntry("1.0.0.2/32", "198.18.11.2"),
            new RouteEntry("10.1.0.0/24", "198.18.11.1"),
            new RouteEntry("10.1.1.0/24", "198.18.11.55"),
            new RouteEntry("10.3.0.0/24", "198.18.11.2"),
            new RouteEntry("10.9.0.0/24", "198.18.11.2"));
  }

  @Test
  void readsTheSessionsAndBestPathsOfGobgp4() throws OutputFault {
    assertThat(whole(GobgpOutput.sessions(Captured.text("gobgp-4.8-neighbor.json"))))
        .containsExactly(
            new NodeSession("198.18.11.99", 64513, "Active", false),
            new NodeSession("198.18.11.2", 64512, "Established", false));
    assertThat(whole(GobgpOutput.rib(Captured.text("gobgp-4.8-global-rib.json"))).best())
        .containsExactly(
            new RouteEntry("10.1.0.0/24", "198.18.11.1"),
            new RouteEntry("10.3.0.0/24", "198.18.11.2"),
            new RouteEntry("10.9.0.0/24", "198.18.11.2"));
  }

  @ParameterizedTest
  @CsvSource({
    "6, Established",
    "0, Idle",
    "'\"ESTABLISHED\"', Established",
    "'\"SESSION_STATE_OPEN_CONFIRM\"', OpenConfirm",
    "'\"SESSION_STATE_OPENCONFIRM\"', OpenConfirm",
    "'\"active\"', Active",
    "'\"UNKNOWN\"', Idle",
    "null, Idle"
  })
  void readsStatesAsNumbersAndAsNames(String written, String state) throws OutputFault {
    String peer =
        "[{\"state\":{\"neighborAddress\":\"192.0.2.1\",\"peerAsn\":64512,\"sessionState\":%s}}]";
    assertThat(whole(GobgpOutput.sessions(peer.formatted(written))))
        .containsExactly(new NodeSession("192.0.2.1", 64512, state, false));
  }

  @Test
  void takesTheBestOfSeveralPathsAndMpReachNextHops() throws OutputFault {
    String rib =
        """
        {"10.3.0.0/24":[
          {"nlri":{"prefix":"10.3.0.0/24"},"best":false,"attrs":[{"type":3,"nexthop":"192.0.2.9"}]},
          {"nlri":{"prefix":"10.3.0.0/24"},"best":true,"attrs":[{"type":14,"nexthop":"192.0.2.1"}]}]}
        """;
    assertThat(whole(GobgpOutput.rib(rib)).best())
        .containsExactly(new RouteEntry("10.3.0.0/24", "192.0.2.1"));
  }

  @Test
  void readsIpv6SessionsAndPaths() throws OutputFault {
    String peer =
        """
        [{"state":{"neighborAddress":"2001:DB8::1","peerAsn":64512,"sessionState":6}}]
        """;
    String rib =
        """
        {"fd00:2:0:1::/64":[{"nlri":{"prefix":"fd00:2:0:1::/64"},"best":true,
           "attrs":[{"type":1,"value":0},{"type":14,"nexthop":"2001:db8::21","afi":2,"safi":1}]}],
         "fd00:2::1/128":[{"best":true,"attrs":[{"type":14,"nexthop":"fe80::1%eth0"}]}]}
        """;
    assertThat(whole(GobgpOutput.sessions(peer)))
        .containsExactly(new NodeSession("2001:db8::1", 64512, "Established", false));
    assertThat(whole(GobgpOutput.rib(rib)).best())
        .containsExactly(
            new RouteEntry("fd00:2:0:1::/64", "2001:db8::21"),
            new RouteEntry("fd00:2::1/128", "fe80::1"));
  }

  @Test
  void anEmptyTableIsEmpty() throws OutputFault {
    assertThat(whole(GobgpOutput.rib("{}")).best()).isEmpty();
    assertThat(whole(GobgpOutput.sessions("[]"))).isEmpty();
    assertThat(whole(GobgpOutput.sessions("null\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "-1", "'?'", "'DORMANT'"})
  void aStateThatIsNotKnownIsNotTakenForIdle(String written) throws OutputFault {
    String peers =
        """
        [{'state':{'neighborAddress':'192.0.2.1','peerAsn':64512,'sessionState':%s}},
         {'state':{'neighborAddress':'192.0.2.2','peerAsn':64512,'sessionState':6}}]
        """;
    String text = peers.formatted(written).replace('\'', '"');
    assertThat(partly(GobgpOutput.sessions(text)))
        .containsExactly(new NodeSession("192.0.2.2", 64512, "Established", false));
  }

  /** GoBGP 2 of some builds prints an object per peer, one after another. */
  @Test
  void readsAllPeersThatArePrintedOneAfterAnother() throws OutputFault {
    String text =
        """
        {"conf":{"local_as":64512,"neighbor_address":"192.0.2.7","peer_as":64512},
         "state":{"neighbor_address":"192.0.2.7","peer_as":64512,"session_state":6}}
        {"conf":{"local_as":64512,"neighbor_address":"192.0.2.8","peer_as":64513},
         "state":{"neighbor_address":"192.0.2.8","peer_as":64513,"session_state":3}}
        """;
    assertThat(whole(GobgpOutput.sessions(text)))
        .containsExactly(
            new NodeSession("192.0.2.7", 64512, "Established", false),
            new NodeSession("192.0.2.8", 64513, "Active", false));
  }

  @Test
  void readsTheNamesOfGobgp2() throws OutputFault {
    String text =
        """
        [{"conf":{"local_as":64512,"neighbor_address":"192.0.2.7","peer_as":64512},
          "state":{"neighbor_address":"192.0.2.7","peer_as":64512,"session_state":"ESTABLISHED"}}]
        """;
    assertThat(whole(GobgpOutput.sessions(text)))
        .containsExactly(new NodeSession("192.0.2.7", 64512, "Established", false));
  }

  @Test
  void readsAllDestinationsThatArePrintedOneAfterAnother() throws OutputFault {
    String text =
        """
        {"10.1.0.0/24":[{"nlri":{"prefix":"10.1.0.0/24"},"best":true,
          "attrs":[{"type":3,"nexthop":"192.0.2.11"}]}]}
        {"prefix":"10.2.0.0/24","paths":[{"nlri":{"prefix":{"prefix":"10.2.0.0","prefix_len":24}},
          "best":true,"attrs":[{"origin":{}},{"next_hop":{"next_hop":"192.0.2.12"}}]}]}
        """;
    assertThat(whole(GobgpOutput.rib(text)).best())
        .containsExactly(
            new RouteEntry("10.1.0.0/24", "192.0.2.11"),
            new RouteEntry("10.2.0.0/24", "192.0.2.12"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"10.3.0.0/24\":\"x\"}",
        "{\"10.3.0.0/24\":null}",
        "{\"10.3.0.0/24\":[1,[],{}]}"
      })
  void leavesOutWhatIsNoBestPath(String text) throws OutputFault {
    assertThat(whole(GobgpOutput.rib(text)).best()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":[{\"best\":true,\"attrs\":[{\"type\":3,\"nexthop\":\"192.0.2.1\"}]}]}",
        "{\"10.3.0.0/24\":[{\"best\":true,\"attrs\":[{\"type\":3,\"nexthop\":\"; rm\"}]}]}",
        "{\"10.3.0.0/24\":[{\"best\":true,\"attrs\":7}]}"
      })
  void saysThatABestPathCouldNotBeRead(String text) throws OutputFault {
    assertThat(partly(GobgpOutput.rib(text)).best()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} x", "[{\"state\":{}}] [", "{\"a\":1}}"})
  void refusesWhatFollowsAndIsNoJson(String text) {
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> GobgpOutput.sessions(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "context deadline exceeded", "[", "null", "7", "\"x\"", "[]"})
  void saysThatATableIsNone(String text) {
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> GobgpOutput.rib(text));
  }

  @Test
  void survivesDamagedOutput() {
    Random random = new Random(4271);
    for (String name : new String[] {"gobgp-3.10-neighbor.json", "gobgp-3.10-global-rib.json"}) {
      String whole = Captured.text(name);
      for (int i = 0; i < 300; i++) {
        Damage.survives(() -> GobgpOutput.rib(Damage.damaged(whole, random)));
        Damage.survives(() -> GobgpOutput.sessions(Damage.damaged(whole, random)));
      }
    }
    Damage.survives(() -> GobgpOutput.rib("[".repeat(100_000)));
  }
}
