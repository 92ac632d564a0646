package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    ReachabilityChanged changed = change == null ? null : (ReachabilityChanged) change.event();
    ProbeRound round = last == null ? null : valid((ProbeRound) last.event(), last, change);
    return new ReachabilityView(
        from,
        to,
        world.joinedWith(from).contains(to),
        changed == null ? Reachability.UNKNOWN : changed.now(),
        round != null ? round.pairs() : changed != null ? changed.pairs() : 0,
        round != null ? round.reachable() : changed != null ? changed.reachable() : 0,
        round == null ? null : round.rttAverageMicros(),
        change == null ? null : change.time(),
        last == null ? null : last.time(),
        changed == null ? "not measured yet" : changed.why(),
        round == null ? List.of() : round.failed());
  }

  /** A round counts until a change that was not found in it. */
  private static @Nullable ProbeRound valid(ProbeRound round, Fact last, @Nullable Fact change) {
    if (change == null || change.sequence() < last.sequence()) {
      return round;
    }
    ReachabilityChanged changed = (ReachabilityChanged) change.event();
    boolean same = changed.pairs() == round.pairs() && changed.reachable() == round.reachable();
    return same ? round : null;
  }
}
