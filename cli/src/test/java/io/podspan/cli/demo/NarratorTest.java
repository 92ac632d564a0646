package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final PeerIdentity PEER =
      new PeerIdentity("reflector", "192.0.2.11", "paris", "paris-n1");

  private final List<String> told = new ArrayList<>();
  private final Narrator narrator = new Narrator(told::add);

  @Test
  void tellsStepsAndKeepsQuietAboutWhatOnlyRepeats() {
    narrator.on(
        new SessionEvent.SessionEstablished(PEER, 64512, "192.0.2.11", 90, List.of()),
        "session up");
    narrator.on(round(3), "round");

    assertThat(told).containsExactly("session up");
    assertThat(narrator.last()).containsExactly("session up", "round");
  }

  @Test
  void countsPairsByChangesAndByRounds() {
    narrator.on(changed("paris", "london", Reachability.REACHABLE), "sentence");
    narrator.on(round(16), "sentence");
    assertThat(narrator.reachablePairs()).isEqualTo(2);

    narrator.on(changed("paris", "london", Reachability.PARTIAL), "sentence");
    assertThat(narrator.reachablePairs()).isEqualTo(1);
  }

  @Test
  void knowsWhichSessionsAreUp() {
    narrator.on(
        new SessionEvent.SessionEstablished(PEER, 64512, "192.0.2.11", 90, List.of()),
        "session up");
    assertThat(narrator.sessions()).containsExactly("192.0.2.11");

    narrator.on(new SessionEvent.SessionLost(PEER, "closed", 10), "session lost");
    assertThat(narrator.sessions()).isEmpty();
  }

  @Test
  void tellsANodeWithAllRoutesOnce() {
    narrator.on(routes(2), "sentence");
    narrator.on(routes(0), "sentence");
    narrator.on(routes(0), "sentence");

    assertThat(told).containsExactly("sentence");
    assertThat(narrator.routed()).containsExactly("paris/paris-n1");
  }

  @Test
  void remembersThatARolloutFailed() {
    RolloutIdentity rollout = new RolloutIdentity("r", "demo", "paris");
    narrator.on(
        new RolloutEvent.RolloutFailed(rollout, "paris-n1", "no session", "look"), "it failed");

    assertThat(narrator.failure()).contains("it failed");
  }

  @Test
  void keepsTheLastTwentySentences() {
    for (int i = 0; i < 50; i++) {
      narrator.on(round(i), "round " + i);
    }

    assertThat(narrator.last()).hasSize(20).startsWith("round 30").endsWith("round 49");
  }

  @Test
  void aLongSentenceIsShortenedOnTheTerminalOnly() {
    String sentence = "x".repeat(500);
    narrator.on(
        new SessionEvent.SessionEstablished(PEER, 64512, "192.0.2.11", 90, List.of()), sentence);

    assertThat(told).singleElement().asString().hasSizeLessThan(180).endsWith(" ...");
    assertThat(narrator.last()).containsExactly(sentence);
  }

  private static ProbeEvent changed(String from, String to, Reachability now) {
    return new ProbeEvent.ReachabilityChanged(from, to, Reachability.UNKNOWN, now, 16, 16, "why");
  }

  private static ProbeEvent round(int reachable) {
    return new ProbeEvent.ProbeRound(
        "london", "paris", 1, 16, reachable, null, null, null, List.of(), 5);
  }

  private static RouteEvent routes(int missing) {
    return new RouteEvent.NodeRoutesChanged("paris", "paris-n1", List.of(), List.of(), 4, missing);
  }
}
