package io.podspan.probeservice.probe;

import static io.podspan.probeservice.probe.Samples.PARIS;
import static io.podspan.probeservice.probe.Samples.TOKYO;
import static io.podspan.probeservice.probe.Samples.measured;
import static io.podspan.probeservice.probe.Samples.notMeasured;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
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

  private static Map<ProbePod, String> notAsked(int pods) {
    Map<ProbePod, String> notAsked = new HashMap<>();
    PARIS.stream().limit(pods).forEach(pod -> notAsked.put(pod, "it did not end within 4600 ms"));
    return notAsked;
  }

  static Stream<Arguments> readings() {
    return Stream.of(
        Arguments.of(measured(ALL), Reachability.REACHABLE, 16, "all 16 pairs of pods answer"),
        Arguments.of(
            measured(NONE),
            Reachability.UNREACHABLE,
            0,
            "nobody answers: no pod of tokyo answers any pod of paris (no reply)"),
        Arguments.of(
            measured(notTo("tokyo-n2")),
            Reachability.PARTIAL,
            8,
            "8 of 16 pairs of pods fail: no pod on node tokyo-n2 of tokyo answers (no reply)"),
        Arguments.of(
            measured(notFrom("paris-n1")),
            Reachability.PARTIAL,
            8,
            "8 of 16 pairs of pods fail: all pods on node paris-n1 of paris reach nobody (no reply)"),
        Arguments.of(
            measured(notTo("tokyo-n2-p1")),
            Reachability.PARTIAL,
            12,
            "4 of 16 pairs of pods fail: pod default/tokyo-n2-p1 of tokyo does not answer (no reply)"),
        Arguments.of(
            measured(notFrom("paris-n1-p2")),
            Reachability.PARTIAL,
            12,
            "4 of 16 pairs of pods fail: pod default/paris-n1-p2 of paris reaches nobody (no reply)"),
        Arguments.of(
            measured((f, t) -> !(f.equals(PARIS.getFirst()) && t.equals(TOKYO.getLast()))),
            Reachability.PARTIAL,
            15,
            "1 of 16 pairs of pods fails: default/paris-n1-p1 on paris-n1 does not reach"
                + " default/tokyo-n2-p2 on tokyo-n2 (no reply)"),
        Arguments.of(
            measured(ALL, notAsked(2)),
            Reachability.PARTIAL,
            8,
            "all 8 pairs of pods answer; 2 pods on paris-n1 could not be asked: it did not end"
                + " within 4600 ms"),
        Arguments.of(
            measured(ALL, notAsked(4)),
            Reachability.UNKNOWN,
            0,
            "4 pods on paris-n1, paris-n2 could not be asked: it did not end within 4600 ms"),
        Arguments.of(
            notMeasured("no probe pods in tokyo"),
            Reachability.UNKNOWN,
            0,
            "no probe pods in tokyo"));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void saysWhatAReadingMeans(Reading reading, Reachability state, int reachable, String why) {
    Verdict verdict = Verdict.of(reading);
    assertThat(verdict.why()).isEqualTo(why);
    assertThat(verdict.state()).isEqualTo(state);
    assertThat(verdict.reachable()).isEqualTo(reachable);
  }

  @Test
  void tellsTheFirstFailuresAndCountsEcho() {
    Verdict verdict = Verdict.of(measured(notTo("tokyo-n2-p1")));
    assertThat(verdict.failed())
        .hasSize(4)
        .allSatisfy(failed -> assertThat(failed.toPod()).isEqualTo("default/tokyo-n2-p1"));
    assertThat(verdict.sent()).isEqualTo(48);
    assertThat(verdict.received()).isEqualTo(36);
    assertThat(verdict.roundTrip()).isEqualTo(new RoundTrip(100, 200, 300));
  }

  @Test
  void hasNoRoundTripWhereNobodyAnswers() {
    assertThat(Verdict.of(measured(NONE)).roundTrip()).isNull();
  }
}
