package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.events.ClusterState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.SessionEvent;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();

  @Test
  void saysWhoLostWhatAndWhy() {
    assertThat(Sentence.of(Scene.lost(PARIS, PARIS.nodes().getFirst(), "hold timer expired")))
        .isEqualTo(
            "Session of paris/paris-1 with reflector is lost after 1 min 23 s: hold timer expired");
  }

  @Test
  void namesAnUnknownPeerByItsAddress() {
    PeerIdentity stranger = new PeerIdentity("reflector", "203.0.113.9", null, null);
    assertThat(Sentence.of(new SessionEvent.PeerRefused(stranger, "not a node", 3)))
        .isEqualTo("reflector refused 203.0.113.9 3 times: not a node");
  }

  @Test
  void saysHowFarARolloutIs() {
    assertThat(Sentence.of(Scene.verified(PARIS, 2)))
        .isEqualTo("paris: paris-2 passed session, routes, probes after 2.5 s (2 of 2)");
  }

  @Test
  void saysWhatIsReachable() {
    assertThat(Sentence.of(Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 8)))
        .isEqualTo("paris to tokyo is partial now, unknown before: 8 of 16 pairs answer");
  }
}
