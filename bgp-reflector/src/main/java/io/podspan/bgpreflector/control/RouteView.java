package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.rib.Decision;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A prefix with all its paths, the best one first. */
@Schema(name = "Route")
public record RouteView(
    @Schema(examples = "10.1.0.0/24") String prefix,
    @Schema(
            description = "The step of the decision that settled which path is best",
            examples = "higher LOCAL_PREF")
        String reason,
    @Schema(description = "The best path, then the others from the last loser to the first")
        List<PathView> paths) {
  public RouteView {
    paths = List.copyOf(paths);
  }

  static RouteView of(RoutePage.Route route) {
    Decision.Outcome outcome = route.outcome();
    List<PathView> paths = new ArrayList<>();
    paths.add(PathView.best(outcome.best(), outcome.reason()));
    outcome.lost().forEach(lost -> paths.add(PathView.lost(lost)));
    return new RouteView(route.prefix().toString(), outcome.reason().text(), paths);
  }
}
