package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.preflight.RouteForecast;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The routes that nodes would get and lose. */
@Schema(description = "The routes that nodes would get and lose")
public record RoutesAnswer(
    @Schema(description = "Of all nodes together", examples = "8") long added,
    @Schema(description = "Of all nodes together", examples = "0") long taken,
    @Schema(description = "By cluster and address family; each node of one gets the same")
        List<OfNodes> clusters) {

  /** What changes for the nodes of one cluster. */
  @Schema(description = "What changes for each of these nodes")
  public record OfNodes(
      @Schema(examples = "paris") String cluster,
      @Schema(description = "How many nodes", examples = "2") int nodes,
      @Schema(description = "The first of them, of the first clusters") List<String> named,
      Routes added,
      Routes taken) {
    static OfNodes of(RouteForecast.Change change) {
      return new OfNodes(
          change.cluster(),
          change.nodes(),
          change.named(),
          Routes.of(change.added()),
          Routes.of(change.taken()));
    }
  }

  /** Routes of one node. */
  @Schema(description = "Routes of each of these nodes")
  public record Routes(
      @Schema(description = "How many", examples = "4") long count,
      @Schema(description = "The first of them, of the first clusters") List<Route> named) {
    static Routes of(RouteForecast.Routes routes) {
      return new Routes(routes.count(), routes.named().stream().map(Route::of).toList());
    }
  }

  /** A route. */
  @Schema(description = "A route")
  public record Route(
      @Schema(examples = "10.3.1.0/24") String prefix,
      @Schema(examples = "198.18.3.11") String nextHop,
      @Schema(description = "The node that announces it", examples = "tokyo/tokyo-n1")
          String from) {
    static Route of(RouteForecast.Route route) {
      return new Route(route.prefix(), route.nextHop(), route.from());
    }
  }

  static RoutesAnswer of(RouteForecast forecast) {
    return new RoutesAnswer(
        forecast.added(), forecast.taken(), forecast.changes().stream().map(OfNodes::of).toList());
  }
}
