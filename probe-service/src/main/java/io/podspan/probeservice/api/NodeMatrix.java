package io.podspan.probeservice.api;

import io.podspan.events.NodeReach;
import io.podspan.probeservice.verdict.PairState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Pairs of nodes. */
@Schema(description = "The pairs of nodes that the last rounds measured, by clusters")
public record NodeMatrix(
    List<NodePairView> pairs,
    @Schema(
            description =
                "Joined pairs of clusters of which nothing is known now, or not of all nodes")
        List<NotMeasuredView> notMeasured,
    @Schema(
            description =
                "Directions in which nothing passes between two nodes, while everything passes in the"
                    + " other")
        List<OneWayView> oneWay) {
  public NodeMatrix {
    oneWay = List.copyOf(oneWay);
    pairs = List.copyOf(pairs);
    notMeasured = List.copyOf(notMeasured);
  }

  /** A pair of clusters whose nodes are not all known. */
  @Schema(description = "A pair of clusters of whose nodes something could not be measured")
  public record NotMeasuredView(
      String from, String to, @Schema(description = "Why, in words") String why) {}

  /** The direction that fails. */
  @Schema(description = "The direction that fails")
  public record OneWayView(String from, String fromNode, String to, String toNode) {}

  /** One pair of nodes. */
  @Schema(description = "What pods of one node reach of pods of another")
  public record NodePairView(
      @Schema(description = "The cluster whose pods ping", examples = "paris") String from,
      @Schema(examples = "paris-1") String fromNode,
      @Schema(description = "The cluster whose pods are pinged", examples = "tokyo") String to,
      @Schema(examples = "tokyo-1") String toNode,
      @Schema(description = "Pairs of pods measured") int pairs,
      @Schema(description = "How many of them answered") int reachable,
      @Schema(description = "End of the round") Instant measuredAt,
      @Schema(description = "Until when it holds") Instant expiresAt) {

    static NodePairView of(PairState known, NodeReach nodes, Duration fresh) {
      return new NodePairView(
          known.clusters().from(),
          nodes.fromNode(),
          known.clusters().to(),
          nodes.toNode(),
          nodes.pairs(),
          nodes.reachable(),
          known.measuredAt(),
          known.measuredAt().plus(fresh));
    }
  }
}
