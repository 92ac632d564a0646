package io.podspan.console.why;

import io.podspan.console.overview.NodeView;
import java.util.ArrayList;
import java.util.List;

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
      Cause amiss = SessionEnds.amiss(node.name(), sessions);
      if (amiss != null && stages.size() < SHOWN) {
        known
            .towardsReflectors(source.cluster().name(), node.name())
            .forEach(
                found ->
                    stages.add(Stage.caution(direction, NAME, found.cause(), found.evidence())));
        Cause both = ends.cause(source.cluster().name(), node.name()).orElse(amiss);
        stages.add(
            Stage.caution(
                direction, NAME, both, ends.evidence(source.cluster().name(), node.name())));
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
}
