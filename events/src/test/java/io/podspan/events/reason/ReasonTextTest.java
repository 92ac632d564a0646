package io.podspan.events.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTextTest {

  static List<Reason> samples() {
    return ReasonSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatWasSeenIsOneClauseAndWhatToDoEndsWithAFullStop(Reason reason) {
    ReasonText text = ReasonText.of(reason);
    assertThat(text.seen()).isNotBlank().doesNotEndWith(".").doesNotContain("null");
    if (!text.toDo().isEmpty()) {
      assertThat(text.toDo()).endsWith(".").doesNotContain("null");
      assertThat(Character.isUpperCase(text.toDo().charAt(0))).isTrue();
    }
  }

  @Test
  void aMissingRouteNamesTheReflectorAndWhatToDo() {
    assertThat(ReasonText.of(new RouteReason.ReflectorSessionDown(List.of("192.0.2.1"))))
        .isEqualTo(
            new ReasonText(
                "the session with reflector 192.0.2.1 is not Established",
                "Check that the node reaches the reflector on its BGP port, and the router's"
                    + " log."));
  }

  @Test
  void aNodeThatAnnouncedNothingIsNamedWithTheTimeOfItsSession() {
    assertThat(
            ReasonText.seen(
                new OriginReason.NothingAnnounced(
                    "reflector", "paris", "paris-1", "2026-11-29T02:00:00Z", false)))
        .isEqualTo(
            "paris-1 has announced nothing to the reflector (no End-of-RIB from it since"
                + " 2026-11-29T02:00:00Z)");
  }

  @Test
  void aSessionThatIsDownIsToldAsBothOfItsEndsSeeIt() {
    assertThat(
            ReasonText.seen(
                new OriginReason.NoSession(
                    "reflector",
                    "paris",
                    "paris-1",
                    "2026-11-29T02:00:00Z",
                    "the hold timer of 90 s expired",
                    "the interface eth0 towards 192.0.2.1 is down")))
        .isEqualTo(
            "paris-1 has no session with the reflector since 2026-11-29T02:00:00Z: the hold timer"
                + " of 90 s expired; on paris-1 itself: the interface eth0 towards 192.0.2.1 is"
                + " down");
  }

  @Test
  void aReflectorThatHasNotSpokenIsNotTakenForOneThatHoldsNothing() {
    assertThat(ReasonText.seen(new OriginReason.NotTold("reflector", "paris", "paris-1")))
        .isEqualTo("the reflector has not said what it holds of paris-1");
  }

  @Test
  void aPartialFailureNamesWhatFailsAsAWholeAndTheErrors() {
    assertThat(
            ReasonText.seen(
                new PairSummary.SomeFail(
                    "paris",
                    "tokyo",
                    4,
                    16,
                    List.of(FailedPart.targetNode("tokyo-n2")),
                    List.of(new PingFailure.NoReply(3)))))
        .isEqualTo(
            "4 of 16 pairs of pods fail: no pod on node tokyo-n2 of tokyo answers (no reply)");
  }

  @Test
  void severalReasonsSayWhatToDoOnceEach() {
    PairReason forbidden = new NotMeasured.ExecForbidden("paris", "default/a", "a");
    PairReason alike = new NotMeasured.ExecForbidden("paris", "default/b", "b");
    ReasonText text = ReasonText.of(new PairSummary.Several(List.of(forbidden, alike)));
    assertThat(text.seen())
        .isEqualTo(
            "the API server of paris forbids exec in default/a (a);"
                + " the API server of paris forbids exec in default/b (b)");
    assertThat(text.toDo()).isEqualTo("Grant get and create of pods/exec.");
  }

  @Test
  void anUnrecognisedReasonKeepsTheWordsOfItsWriterIfThereAreAny() {
    assertThat(ReasonText.seen(new Unrecognised("flux", "the flux is off")))
        .isEqualTo("the flux is off");
    assertThat(ReasonText.seen(new Unrecognised("flux", null))).isEqualTo("reason flux");
  }
}
