package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.events.ClusterState;
import io.podspan.events.ConditionState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.SessionEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();

  @Test
  void saysWhoLostWhatAndWhy() {
    assertThat(Sentence.of(Scene.lost(PARIS, PARIS.nodes().getFirst(), "hold timer expired")))
        .isEqualTo(
            "The session of paris/paris-1 (198.18.0.11) with reflector 'reflector' is lost after"
                + " 1 min 23 s: hold timer expired");
  }

  @Test
  void namesAnUnknownPeerByItsAddress() {
    PeerIdentity stranger = new PeerIdentity("reflector", "203.0.113.9", null, null);
    assertThat(Sentence.of(new SessionEvent.PeerRefused(stranger, "not a node", 3)))
        .isEqualTo("Reflector 'reflector' refused 203.0.113.9 3 times: not a node");
  }

  @Test
  void saysThatANodeHasCeasedToAnswerAndWhatWasSeen() {
    assertThat(Sentence.of(Scene.stalled(PARIS, PARIS.nodes().getFirst())))
        .isEqualTo(
            "paris/paris-1 (198.18.0.11) has answered reflector 'reflector' nothing for 6.2 s in an"
                + " established session: nothing has come from it for 6.2 s");
    assertThat(Sentence.of(Scene.resumed(PARIS, PARIS.nodes().getFirst())))
        .isEqualTo(
            "paris/paris-1 (198.18.0.11) answers reflector 'reflector' again, after 14.3 s; the"
                + " session was kept");
  }

  @Test
  void saysThatOnlyTheWayToANodeIsBroken() {
    PeerIdentity peer = Scene.peer(PARIS, PARIS.nodes().getFirst());
    assertThat(Sentence.of(new SessionEvent.SessionStalled(peer, 6_200, 400, 3)))
        .endsWith(": packets of it arrive, and what is sent to it does not");
  }

  @Test
  void saysWhatANodeIsSentAndWhatIsKeptFromIt() {
    PeerIdentity peer = Scene.peer(PARIS, PARIS.nodes().getFirst());
    assertThat(
            Sentence.of(
                new RibEvent.PeerRoutesSent(
                    peer,
                    12,
                    List.of("ipv4-unicast"),
                    List.of(
                        new RibEvent.Withheld("own-mesh", 3, List.of()),
                        new RibEvent.Withheld("own-route", 1, List.of("10.1.0.0/24"))))))
        .isEqualTo(
            "Reflector 'reflector' sends 12 routes to paris/paris-1 (198.18.0.11); it keeps back 3"
                + " own-mesh, 1 own-route");
  }

  @Test
  void saysWhichNodesACompleteRolloutWentWithout() {
    RolloutIdentity rollout = new RolloutIdentity("r-1", "europe", "paris");
    assertThat(
            Sentence.of(
                new RolloutEvent.RolloutCompleted(
                    rollout, 5, 5_200, 2, List.of("paris-3"), List.of("paris-4", "paris-5"))))
        .isEqualTo(
            "The rollout on paris is complete: 2 nodes in 5.2 s; left out because they were away:"
                + " paris-3; gone from the cluster meanwhile: paris-4; paris-5");
    assertThat(Sentence.of(new RolloutEvent.RolloutCompleted(rollout, 2, 5_200)))
        .isEqualTo("The rollout on paris is complete: 2 nodes in 5.2 s");
  }

  @Test
  void saysHowFarARolloutIs() {
    assertThat(Sentence.of(Scene.verified(PARIS, 2)))
        .isEqualTo(
            "paris: node paris-2 (2 of 2) passed its gates after 2.5 s: session, routes, probes");
  }

  @Test
  void saysWhatIsReachable() {
    assertThat(Sentence.of(Scene.reachability("paris", "tokyo", Reachability.PARTIAL, 8)))
        .isEqualTo("Pods of paris to pods of tokyo: partial, 8 of 16 pairs (8 of 16 pairs answer)");
  }

  @Test
  void saysWhereAReflectorIsDeclared() {
    assertThat(
            Sentence.of(
                new IntentEvent.ReflectorDeclared(
                    new ReflectorSpec("rr1", "2001:db8::1", 179, 64512, false, "rr1.key"))))
        .isEqualTo(
            "Reflector 'rr1' is declared: [2001:db8::1]:179, AS 64512, runs elsewhere, with the key"
                + " in rr1.key");
    assertThat(Sentence.of(new IntentEvent.ReflectorRemoved("rr1")))
        .isEqualTo("Reflector 'rr1' is declared no more");
    assertThat(
            Sentence.of(
                new IntentEvent.ReflectorConditionsChanged(
                    "rr1",
                    List.of(
                        new ConditionState(
                            "Ready",
                            "False",
                            "ListenMismatch",
                            "It says that it listens on [::1]:179.",
                            Instant.EPOCH)))))
        .isEqualTo("Reflector 'rr1' is not ready: It says that it listens on [::1]:179");
  }

  @Test
  void saysWhatLeavesAnInterconnect() {
    InterconnectState changed =
        new InterconnectState(
            "demo",
            2,
            List.of("paris", "tokyo", "lyon"),
            List.of(new ReflectorState("main", "192.0.2.1", 179, 64512)),
            null,
            List.of("lyon"));
    assertThat(Sentence.of(new IntentEvent.InterconnectChanged(changed)))
        .isEqualTo(
            "Interconnect demo has changed: paris and tokyo through reflector 'main' at"
                + " 192.0.2.1:179; lyon leaves");
  }

  @Test
  void saysWhetherAnInterconnectIsReadyAndWhyNot() {
    assertThat(Sentence.of(Scene.conditions("True", "AllTrue", "The clusters are joined.")))
        .isEqualTo("Interconnect demo is ready: The clusters are joined");
    assertThat(Sentence.of(Scene.conditions("False", "NotPeered", "5 of 6 sessions are up.")))
        .isEqualTo("Interconnect demo is not ready: 5 of 6 sessions are up");
  }
}
