package io.podspan.console.problem;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.FailedPing;
import io.podspan.events.NodeReach;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.RolloutEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.Unrecognised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pairs of nodes whose pods do not reach each other, and what could not be measured. Pure. */
final class PairSymptoms {
  /** Rounds come several times a minute. */
  private static final Duration OLD = Duration.ofMinutes(3);

  private final Projection projection;
  private final UnderWay underWay;
  private final Instant now;
  private final Enduring.Pairs enduring;
  private final Map<NodeName, Instant> mended;
  private final List<Symptom> found = new ArrayList<>();
  private final List<Symptom.FailingPair> stale = new ArrayList<>();

  private PairSymptoms(
      Projection projection, UnderWay underWay, Instant now, Enduring.Pairs enduring) {
    this.projection = projection;
    this.underWay = underWay;
    this.now = now;
    this.enduring = enduring;
    this.mended = mended(projection);
  }

  /**
   * @param enduring pairs that failed all the time although something was mended
   */
  static PairSymptoms of(
      Projection projection, UnderWay underWay, Instant now, Enduring.Pairs enduring) {
    PairSymptoms pairs = new PairSymptoms(projection, underWay, now, enduring);
    projection.world().joinedPairs().forEach(pair -> pairs.look(pair.getKey(), pair.getValue()));
    return pairs;
  }

  List<Symptom> found() {
    return found;
  }

  List<Symptom.FailingPair> stale() {
    return stale;
  }

  private void look(String from, String to) {
    if (nothingExpected(from) || nothingExpected(to)) {
      return;
    }
    Fact change = projection.fact(Projection.REACHABILITIES + from + "/" + to).orElse(null);
    Fact last = projection.fact(Projection.PROBE_ROUNDS + from + "/" + to).orElse(null);
    if (change == null) {
      notMeasured(from, to, null, "nothing has been measured yet", Instant.EPOCH);
      return;
    }
    ReachabilityChanged changed = (ReachabilityChanged) change.event();
    Instant heard = last == null ? change.time() : last.time();
    if (heard.plus(OLD).isBefore(now)) {
      notMeasured(from, to, null, "no round of pings has ended since " + heard, heard);
    } else if (changed.now() == Reachability.UNKNOWN) {
      notMeasured(from, to, changed.cause(), changed.why(), change.time());
    } else {
      gap(changed.cause())
          .ifPresent(cause -> notMeasured(from, to, cause, ReasonText.seen(cause), change.time()));
      if (changed.now() != Reachability.REACHABLE) {
        fails(changed, change, last);
      }
    }
  }

  private boolean nothingExpected(String cluster) {
    return Optional.ofNullable(projection.world().clusters().get(cluster)).stream()
        .flatMap(known -> known.nodes().stream())
        .allMatch(node -> underWay.excuses(new NodeName(cluster, node.name())));
  }

  /** What of a result was not measured. */
  private static Optional<PairReason> gap(@Nullable PairReason cause) {
    return switch (cause) {
      case null -> Optional.empty();
      case NotMeasured obstacle -> Optional.of(obstacle);
      case PairSummary.SomeNotAsked(int _, List<String> _, PairReason why) -> Optional.of(why);
      case PairSummary.Several(List<PairReason> reasons) ->
          reasons.stream().flatMap(reason -> gap(reason).stream()).findFirst();
      case PairSummary.AllAnswer _,
          PairSummary.NoneAnswers _,
          PairSummary.SomeFail _,
          PingFailure _,
          Unrecognised _ ->
          Optional.empty();
    };
  }

  private void notMeasured(
      String from, String to, @Nullable PairReason cause, String why, Instant since) {
    found.add(new Symptom.NotMeasured(from, to, cause, why, since));
  }

  private void fails(ReachabilityChanged changed, Fact change, @Nullable Fact last) {
    ProbeRound round = last == null ? null : valid(changed, change, last);
    if (last == null || round == null) {
      // The change comes before its round. It does not name nodes: not one is blamed by it.
      String why = "the round of pings that found a failure has not come yet";
      notMeasured(changed.from(), changed.to(), null, why, change.time());
      return;
    }
    Instant begun = last.time().minusMillis(round.tookMillis());
    boolean doubtful = false;
    for (Symptom.FailingPair pair : failing(changed, change, round, begun)) {
      boolean measured = begun.isAfter(mended(pair.from(), pair.to()));
      if (!measured) {
        stale.add(pair);
      }
      if (measured || enduring.failing().contains(pair.ends())) {
        found.add(pair);
      } else {
        doubtful |= enduring.doubtful().contains(pair.ends());
      }
    }
    if (doubtful) {
      String why = "pings failed before something was mended, and no round has begun since";
      notMeasured(changed.from(), changed.to(), null, why, change.time());
    }
  }

  private List<Symptom.FailingPair> failing(
      ReachabilityChanged changed, Fact change, ProbeRound round, Instant begun) {
    List<Symptom.FailingPair> pairs = new ArrayList<>();
    for (NodeReach reach : reaches(changed, round)) {
      NodeName from = new NodeName(changed.from(), reach.fromNode());
      NodeName to = new NodeName(changed.to(), reach.toNode());
      if (!underWay.excuses(from) && !underWay.excuses(to)) {
        pairs.add(
            new Symptom.FailingPair(
                from,
                to,
                reach.pairs(),
                reach.reachable(),
                why(round, reach),
                change.time(),
                begun));
      }
    }
    return pairs;
  }

  /** A round counts until a change that was not found in it. */
  private static @Nullable ProbeRound valid(ReachabilityChanged changed, Fact change, Fact last) {
    ProbeRound round = (ProbeRound) last.event();
    boolean same = changed.pairs() == round.pairs() && changed.reachable() == round.reachable();
    return same || last.sequence() > change.sequence() ? round : null;
  }

  private static List<NodeReach> onlyFailing(List<NodeReach> all) {
    return all.stream().filter(reach -> reach.reachable() < reach.pairs()).toList();
  }

  /** What the round says; rounds of earlier versions name no nodes, so that all are meant. */
  private List<NodeReach> reaches(ReachabilityChanged changed, ProbeRound round) {
    if (!round.nodes().isEmpty()) {
      return onlyFailing(round.nodes());
    }
    if (round.pairs() > 0 && round.reachable() == round.pairs()) {
      return List.of();
    }
    List<NodeReach> all = new ArrayList<>();
    for (String from : nodes(changed.from())) {
      for (String to : nodes(changed.to())) {
        all.add(new NodeReach(from, to, changed.pairs(), changed.reachable()));
      }
    }
    return all;
  }

  private List<String> nodes(String cluster) {
    ClusterState known = projection.world().clusters().get(cluster);
    return known == null ? List.of() : known.nodes().stream().map(NodeState::name).toList();
  }

  private static String why(ProbeRound round, NodeReach reach) {
    return round.failed().stream()
        .filter(ping -> reach.fromNode().equals(ping.fromNode()))
        .filter(ping -> reach.toNode().equals(ping.toNode()))
        .map(FailedPing::error)
        .findFirst()
        .orElse("");
  }

  private Instant mended(NodeName from, NodeName to) {
    Instant a = mended.getOrDefault(from, Instant.EPOCH);
    Instant b = mended.getOrDefault(to, Instant.EPOCH);
    return a.isAfter(b) ? a : b;
  }

  /** When something at a node was last mended: a route, a session, a step of a rollout. */
  private static Map<NodeName, Instant> mended(Projection projection) {
    Map<NodeName, Instant> times = new HashMap<>();
    projection
        .facts(Projection.MENDED_NODES)
        .forEach(
            slot ->
                later(
                    times,
                    NodeName.of(slot.getKey().substring(Projection.MENDED_NODES.length())),
                    slot.getValue().time()));
    Stream.of(Projection.SESSIONS, Projection.ROLLOUTS)
        .flatMap(projection::facts)
        .map(Map.Entry::getValue)
        .forEach(fact -> mended(fact).ifPresent(node -> later(times, node, fact.time())));
    return times;
  }

  private static Optional<NodeName> mended(Fact fact) {
    return switch (fact.event()) {
      case SessionEvent.SessionEstablished up
          when up.peer().cluster() != null && up.peer().node() != null ->
          Optional.of(new NodeName(up.peer().cluster(), up.peer().node()));
      case RolloutEvent.NodeVerified step ->
          Optional.of(new NodeName(step.rollout().cluster(), step.node()));
      default -> Optional.empty();
    };
  }

  private static void later(Map<NodeName, Instant> times, NodeName node, Instant time) {
    times.merge(node, time, (a, b) -> a.isAfter(b) ? a : b);
  }
}
