package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.reason.PairReason;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pods of one cluster reach of another's. It is one cell of the matrix; there is one for each
 * ordered pair of clusters that an interconnect joins.
 *
 * @param state what the probes say
 * @param pairs pairs of pods measured in the last round
 * @param reachable how many of them answered
 * @param rttAverageMicros average round trip of the last round in microseconds, null without an
 *     answer
 * @param since when the state became this one, null when nothing was measured
 * @param measured when the last round ended, null when nothing was measured
 * @param why the text of the cause
 * @param cause why as a value, null when the event had none
 * @param failed the first failures of the last round
 */
public record ReachabilityView(
    String from,
    String to,
    Reachability state,
    int pairs,
    int reachable,
    @Nullable Long rttAverageMicros,
    @Nullable Instant since,
    @Nullable Instant measured,
    String why,
    @Nullable PairReason cause,
    List<FailedPing> failed) {

  /** Every ordered pair of clusters that an interconnect joins. */
  static List<ReachabilityView> all(Projection projection, World world) {
    return world.joinedPairs().stream()
        .map(pair -> of(pair.getKey(), pair.getValue(), projection))
        .toList();
  }

  private static ReachabilityView of(String from, String to, Projection projection) {
    String subject = from + "/" + to;
    Fact change = projection.fact(Projection.REACHABILITIES + subject).orElse(null);
    Fact last = projection.fact(Projection.PROBE_ROUNDS + subject).orElse(null);
    ReachabilityChanged changed = change == null ? null : (ReachabilityChanged) change.event();
    ProbeRound round = last == null ? null : valid((ProbeRound) last.event(), last, change);
    return new ReachabilityView(
        from,
        to,
        changed == null ? Reachability.UNKNOWN : changed.now(),
        round != null ? round.pairs() : changed != null ? changed.pairs() : 0,
        round != null ? round.reachable() : changed != null ? changed.reachable() : 0,
        round == null ? null : round.rttAverageMicros(),
        change == null ? null : change.time(),
        last == null ? null : last.time(),
        changed == null ? "not measured yet" : changed.why(),
        changed == null ? null : changed.cause(),
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
