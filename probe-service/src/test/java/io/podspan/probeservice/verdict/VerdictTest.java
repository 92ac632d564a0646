package io.podspan.probeservice.verdict;

import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.TOKYO;
import static io.podspan.probeservice.verdict.Samples.impossible;
import static io.podspan.probeservice.verdict.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.FailedPart;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PairSummary.NoneAnswers;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.events.reason.PairSummary.SomeFail;
import io.podspan.events.reason.PairSummary.SomeNotAsked;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.RoundTrip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final BiPredicate<ProbePod, ProbePod> ALL = (_, _) -> true;
  private static final BiPredicate<ProbePod, ProbePod> NONE = (_, _) -> false;

  private static BiPredicate<ProbePod, ProbePod> notTo(String nodeOrPod) {
    return (_, to) -> !to.path().contains(nodeOrPod);
  }

  private static BiPredicate<ProbePod, ProbePod> notFrom(String nodeOrPod) {
    return (from, _) -> !from.path().contains(nodeOrPod);
  }

  private static final NotMeasured TIMED_OUT =
      new ExecTimedOut("paris", "default/paris-n1-p1", 4_600);

  private static Map<ProbePod, NotMeasured> notAsked(int pods) {
    Map<ProbePod, NotMeasured> notAsked = new HashMap<>();
    PARIS.stream().limit(pods).forEach(pod -> notAsked.put(pod, TIMED_OUT));
    return notAsked;
  }

  private static PairReason fail(int failed, FailedPart part) {
    return new SomeFail("paris", "tokyo", failed, 16, List.of(part), List.of(new NoReply(3)));
  }

  static Stream<Arguments> measurements() {
    return Stream.of(
        Arguments.of(measured(ALL), Reachability.REACHABLE, 16, new AllAnswer(16)),
        Arguments.of(
            measured(NONE),
            Reachability.UNREACHABLE,
            0,
            new NoneAnswers("paris", "tokyo", 16, List.of(new NoReply(3)))),
        Arguments.of(
            measured(notTo("tokyo-n2")),
            Reachability.PARTIAL,
            8,
            fail(8, FailedPart.targetNode("tokyo-n2"))),
        Arguments.of(
            measured(notFrom("paris-n1")),
            Reachability.PARTIAL,
            8,
            fail(8, FailedPart.sourceNode("paris-n1"))),
        Arguments.of(
            measured(notTo("tokyo-n2-p1")),
            Reachability.PARTIAL,
            12,
            fail(4, FailedPart.targetPod("default/tokyo-n2-p1"))),
        Arguments.of(
            measured(notFrom("paris-n1-p2")),
            Reachability.PARTIAL,
            12,
            fail(4, FailedPart.sourcePod("default/paris-n1-p2"))),
        Arguments.of(
            measured((f, t) -> !(f.equals(PARIS.getFirst()) && t.equals(TOKYO.getLast()))),
            Reachability.PARTIAL,
            15,
            fail(
                1,
                FailedPart.pair(
                    "default/paris-n1-p1", "paris-n1", "default/tokyo-n2-p2", "tokyo-n2"))),
        Arguments.of(
            measured(ALL, notAsked(2)),
            Reachability.UNKNOWN,
            8,
            new Several(
                List.of(new AllAnswer(8), new SomeNotAsked(2, List.of("paris-n1"), TIMED_OUT)))),
        Arguments.of(
            measured(ALL, notAsked(4)),
            Reachability.UNKNOWN,
            0,
            new SomeNotAsked(4, List.of("paris-n1", "paris-n2"), TIMED_OUT)),
        Arguments.of(
            impossible(new NoProbePods("tokyo", 0)),
            Reachability.UNKNOWN,
            0,
            new NoProbePods("tokyo", 0)));
  }

  @ParameterizedTest
  @MethodSource("measurements")
  void saysWhatAMeasurementMeans(
      Measurement measurement, Reachability state, int reachable, PairReason cause) {
    Verdict verdict = Verdict.of(measurement);
    assertThat(verdict.cause()).isEqualTo(cause);
    assertThat(verdict.state()).isEqualTo(state);
    assertThat(verdict.reachable()).isEqualTo(reachable);
  }

  @Test
  void tellsTheFirstFailuresAndCountsEcho() {
    Verdict verdict = Verdict.of(measured(notTo("tokyo-n2-p1")));
    assertThat(verdict.failed())
        .hasSize(4)
        .allSatisfy(
            failed -> {
              assertThat(failed.toPod()).isEqualTo("default/tokyo-n2-p1");
              assertThat(failed.cause()).isEqualTo(new NoReply(3));
            });
    assertThat(verdict.sent()).isEqualTo(48);
    assertThat(verdict.received()).isEqualTo(36);
    assertThat(verdict.roundTrip()).isEqualTo(new RoundTrip(100, 200, 300));
  }

  @Test
  void hasNoRoundTripWhereNobodyAnswers() {
    assertThat(Verdict.of(measured(NONE)).roundTrip()).isNull();
  }
}
