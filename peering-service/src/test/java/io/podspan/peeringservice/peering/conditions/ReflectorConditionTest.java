package io.podspan.peeringservice.peering.conditions;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReflectorConditionTest {
  private static final Instant HEARD = NOON.plusSeconds(60);
  private static final DeclaredReflector OURS = declared(true);
  private static final DeclaredReflector ELSEWHERE = declared(false);

  private static DeclaredReflector declared(boolean runsHere) {
    return new DeclaredReflector(
        new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, runsHere, null), NOON);
  }

  private static ReflectorHeard word(String address) {
    return new ReflectorHeard(ReflectorWord.heard(address, 179, 64512), HEARD, 1, 2);
  }

  private static void ready(
      DeclaredReflector declared, ReflectorHeard heard, Status status, String reason) {
    Condition condition = ReflectorCondition.ready(declared, heard, true);
    assertThat(condition.type()).isEqualTo(Condition.Type.READY);
    assertThat(condition.status()).isEqualTo(status);
    assertThat(condition.reason()).isEqualTo(reason);
  }

  @Test
  void oneThatListensWhereItIsDeclaredIsReady() {
    ready(OURS, word("192.0.2.1"), Status.TRUE, "Listening");
  }

  @Test
  void oneThatListensElsewhereIsNotAndBothPlacesAreNamed() {
    ready(OURS, word("192.0.2.7"), Status.FALSE, "ListenMismatch");
    assertThat(ReflectorCondition.ready(OURS, word("192.0.2.7"), true).message())
        .contains("192.0.2.7, port 179")
        .contains("192.0.2.1, port 179");
  }

  /** It tells when something changes, and nothing when it dies. */
  @Test
  void oneThatNoNodeHasASessionWithMayHaveDiedSinceItSpoke() {
    ReflectorHeard once =
        new ReflectorHeard(ReflectorWord.heard("192.0.2.1", 179, 64512), HEARD, 0, 2);
    ReflectorHeard unasked = new ReflectorHeard(once.word(), HEARD, 0, 0);

    ready(OURS, once, Status.UNKNOWN, "NoSessions");
    ready(OURS, unasked, Status.TRUE, "Listening");
    assertThat(ReflectorCondition.ready(OURS, once, false).reason()).isEqualTo("Listening");
  }

  @Test
  void oneThatSaidNothingIsUnknownAndNotFalse() {
    ready(OURS, ReflectorHeard.NOTHING, Status.UNKNOWN, "NotHeard");
  }

  @Test
  void oneElsewhereIsNotOursToKnow() {
    ready(ELSEWHERE, ReflectorHeard.NOTHING, Status.UNKNOWN, "NotOurs");
  }

  @Test
  void sessionsOfNodesShowThatOneElsewhereIsThere() {
    ready(ELSEWHERE, new ReflectorHeard(null, HEARD, 3, 3), Status.TRUE, "SessionsEstablished");
  }

  @Test
  void sessionsOfNodesDoNotStandInForTheWordOfOneOfOurs() {
    ready(OURS, new ReflectorHeard(null, HEARD, 3, 3), Status.UNKNOWN, "NotHeard");
  }

  @Test
  void oneElsewhereThatSpeaksIsHeard() {
    ready(ELSEWHERE, word("192.0.2.7"), Status.FALSE, "ListenMismatch");
  }

  @Test
  void itIsSoSinceItWasSaid() {
    assertThat(ReflectorCondition.ready(OURS, word("192.0.2.1"), true).since()).isEqualTo(HEARD);
    assertThat(ReflectorCondition.ready(OURS, ReflectorHeard.NOTHING, true).since())
        .isEqualTo(NOON);
  }
}
