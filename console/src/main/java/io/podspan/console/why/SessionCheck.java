package io.podspan.console.why;

import io.podspan.console.overview.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sessions of the nodes that packets leave. Routes may outlive them, so they stop no packet. */
final class SessionCheck {
  private static final String NAME = "session";
  private static final int SHOWN = 3;

  private SessionCheck() {}

  static List<Stage> of(Known known, Direction direction) {
    Place source = known.source(direction);
    SessionEnds ends = new SessionEnds(known);
    List<Stage> stages = new ArrayList<>();
    boolean any = false;
    for (NodeView node : source.takingPart()) {
      var sessions = ends.of(source.cluster().name(), node.name());
      any |= !sessions.isEmpty();
      sessions.stream()
          .map(session -> known.missed().get(session.reflector()))
          .filter(Objects::nonNull)
          .map(cause -> Stage.caution(direction, NAME, cause, List.of()))
          .filter(stage -> !stages.contains(stage))
          .forEach(stages::add);
      Cause amiss =
          SessionEnds.amiss(
              node.name(),
              sessions.stream()
                  .filter(session -> !known.missed().containsKey(session.reflector()))
                  .toList());
      if (amiss != null && stages.size() < SHOWN) {
        known
            .towardsReflectors(source.cluster().name(), node.name())
            .forEach(
                found ->
                    stages.add(Stage.caution(direction, NAME, found.cause(), found.evidence())));
        stages.add(ended(known, direction, ends, node.name(), amiss));
      }
    }
    if (stages.isEmpty() && any) {
      return List.of(
          Stage.pass(
              direction,
              NAME,
              "the sessions of the nodes of " + source.cluster().name() + " are established",
              List.of()));
    }
    return stages;
  }

  /** Looked at for this question one end tells more than both tell by themselves. */
  private static Stage ended(
      Known known, Direction direction, SessionEnds ends, String node, Cause amiss) {
    String cluster = known.source(direction).cluster().name();
    Cause both = ends.cause(cluster, node).orElse(amiss);
    Cause cause = ends.lookedAt(cluster, node).orElse(both);
    return Stage.caution(direction, NAME, cause, ends.evidence(cluster, node));
  }
}
