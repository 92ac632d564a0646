package io.podspan.console.why;

import io.podspan.console.overview.NodeView;
import io.podspan.console.overview.ReachabilityView;
import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the pings of probe pods say of a direction. They go there and back. */
final class PingCheck {
  static final String NAME = "ping";

  /** Rounds come every 15 s; what is older than several of them may be over. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Known known;
  private final Direction direction;
  private final Place source;
  private final Place target;

  PingCheck(Known known, Direction direction) {
    this.known = known;
    this.direction = direction;
    this.source = known.source(direction);
    this.target = known.target(direction);
  }

  Stage stage() {
    Optional<ReachabilityView> cell = known.reachability(direction);
    if (cell.isEmpty()) {
      return unknown("nobody pings from " + source.name() + " to " + target.name(), List.of());
    }
    ReachabilityView seen = cell.get();
    Instant measured = seen.measured();
    if (measured == null) {
      return unknown("no ping from " + source.name() + " to " + target.name() + " yet", List.of());
    }
    List<Evidence> evidence = List.of(Evidence.journal(words(seen), "probe-service", measured));
    if (!isFresh(measured, known.now())) {
      long age = Duration.between(measured, known.now()).toSeconds();
      return unknown("the last pings are " + age + " s old: " + words(seen), evidence);
    }
    return isWide()
        ? judged(seen.pairs(), seen.reachable(), seen, evidence)
        : ofNodes(seen, evidence);
  }

  private Stage judged(int pairs, int reachable, ReachabilityView seen, List<Evidence> evidence) {
    if (pairs == 0) {
      return unknown("pings could not be made: " + seen.why(), evidence);
    }
    if (reachable < pairs) {
      return Stage.fail(direction, NAME, failed(pairs, reachable, seen), evidence);
    }
    if (isWide() && seen.state() != Reachability.REACHABLE) {
      return unknown(
          counted(reachable, pairs) + " had an answer, and not all were asked: " + seen.why(),
          evidence);
    }
    return source.isOne() || target.isOne()
        ? unknown(
            "the probe pods of their nodes answer (%d of %d pairs); %s itself was not asked"
                .formatted(reachable, pairs, source.isOne() ? source.name() : target.name()),
            evidence)
        : Stage.pass(
            direction,
            NAME,
            counted(reachable, pairs)
                + " of "
                + seen.from()
                + " to "
                + seen.to()
                + " had an answer"
                + rtt(seen),
            evidence);
  }

  static boolean isFresh(Instant measured, Instant now) {
    return Duration.between(measured, now).compareTo(FRESH) <= 0;
  }

  private boolean isWide() {
    return source.isWide() && target.isWide();
  }

  private static String counted(int reachable, int pairs) {
    return reachable + " of " + pairs + " pairs of probe pods";
  }

  private Cause failed(int pairs, int reachable, ReachabilityView seen) {
    var cause = seen.cause();
    String toDo =
        "No break is known on the way. Look at packet filters and network policies on the nodes of"
            + " both ends, and at the network between them.";
    String text =
        counted(pairs - reachable, pairs)
            + " of "
            + seen.from()
            + " to "
            + seen.to()
            + " get no answer: "
            + seen.why();
    return cause == null ? new Cause("no-reply", text, toDo) : new Cause(cause.code(), text, toDo);
  }

  /** Where the nodes are known, the pings between them; and those alone. */
  private Stage ofNodes(ReachabilityView seen, List<Evidence> evidence) {
    List<NodeReach> reaches = between();
    int pairs = reaches.stream().mapToInt(NodeReach::pairs).sum();
    int reachable = reaches.stream().mapToInt(NodeReach::reachable).sum();
    if (pairs == 0) {
      return seen.pairs() > 0 && seen.reachable() == 0
          ? judged(seen.pairs(), 0, seen, evidence)
          : unknown("no probe pods of these nodes were in the last round of pings", evidence);
    }
    boolean mixed = reachable > 0 && reachable < pairs;
    return mixed && (source.nodes().size() > 1 || target.nodes().size() > 1)
        ? unknown(
            counted(reachable, pairs) + " answer; which of them stand for these ends is not known",
            evidence)
        : judged(pairs, reachable, seen, evidence);
  }

  private List<NodeReach> between() {
    Set<String> sources = names(source);
    Set<String> targets = names(target);
    return known.round(direction).map(ProbeRound::nodes).orElse(List.of()).stream()
        .filter(reach -> sources.contains(reach.fromNode()) && targets.contains(reach.toNode()))
        .toList();
  }

  private static Set<String> names(Place place) {
    return place.nodes().stream().map(NodeView::name).collect(Collectors.toSet());
  }

  private static String words(ReachabilityView seen) {
    return "%s to %s: %s, %s answer%s"
        .formatted(
            seen.from(),
            seen.to(),
            seen.state().name().toLowerCase(Locale.ROOT),
            counted(seen.reachable(), seen.pairs()),
            rtt(seen));
  }

  private static String rtt(ReachabilityView seen) {
    Long micros = seen.rttAverageMicros();
    return micros == null
        ? ""
        : String.format(Locale.ROOT, ", %.2f ms on average", micros / 1_000.0);
  }

  private Stage unknown(String text, List<Evidence> evidence) {
    return Stage.unknown(direction, NAME, text, evidence);
  }
}
