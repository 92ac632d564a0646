package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What pods of one cluster reach of another's; one cell of the matrix.
 *
 * @param joined whether an interconnect says that they should
 * @param state what the probes say
 * @param pairs pairs of pods measured in the last round
 * @param reachable how many of them answered
 * @param rttAverageMicros average round trip in the last round in microseconds, null when none
 *     answered
 * @param since when the state became this one, null when nothing was measured
 * @param measured when the last round ended, null likewise
 * @param why for people
 * @param failed the first failures of the last round
 */
public record ReachabilityView(
    String from,
    String to,
    boolean joined,
    Reachability state,
    int pairs,
    int reachable,
    @Nullable Long rttAverageMicros,
    @Nullable Instant since,
    @Nullable Instant measured,
    String why,
    List<FailedPing> failed) {

  /** Every ordered pair of known clusters that is joined or was measured. */
  static List<ReachabilityView> all(Standing standing, World world) {
    return world.clusters().keySet().stream()
        .flatMap(from -> world.clusters().keySet().stream().map(to -> Map.entry(from, to)))
        .filter(pair -> !pair.getKey().equals(pair.getValue()))
        .map(pair -> of(pair.getKey(), pair.getValue(), standing, world))
        .filter(view -> view.joined() || view.measured() != null || view.since() != null)
        .toList();
  }

  private static ReachabilityView of(String from, String to, Standing standing, World world) {
    String subject = from + "/" + to;
    Fact change = standing.fact(Standing.REACHABILITIES + subject).orElse(null);
    Fact last = standing.fact(Standing.PROBE_ROUNDS + subject).orElse(null);
    Optional<ProbeEvent.ReachabilityChanged> changed =
        Optional.ofNullable(change).map(fact -> (ProbeEvent.ReachabilityChanged) fact.event());
    Optional<ProbeEvent.ProbeRound> round =
        Optional.ofNullable(last).map(fact -> (ProbeEvent.ProbeRound) fact.event());
    return new ReachabilityView(
        from,
        to,
        world.joinedWith(from).contains(to),
        changed.map(ProbeEvent.ReachabilityChanged::now).orElse(Reachability.UNKNOWN),
        round
            .map(ProbeEvent.ProbeRound::pairs)
            .or(() -> changed.map(ProbeEvent.ReachabilityChanged::pairs))
            .orElse(0),
        round
            .map(ProbeEvent.ProbeRound::reachable)
            .or(() -> changed.map(ProbeEvent.ReachabilityChanged::reachable))
            .orElse(0),
        round.map(ProbeEvent.ProbeRound::rttAverageMicros).orElse(null),
        change == null ? null : change.time(),
        last == null ? null : last.time(),
        changed.map(ProbeEvent.ReachabilityChanged::why).orElse("not measured yet"),
        round.map(ProbeEvent.ProbeRound::failed).orElse(List.of()));
  }
}
