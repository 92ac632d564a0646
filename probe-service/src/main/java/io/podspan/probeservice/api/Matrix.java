package io.podspan.probeservice.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All joined pairs of clusters, both directions, sorted by names. */
@Schema(description = "All joined pairs of clusters, both directions, sorted by names")
public record Matrix(
    List<PairView> pairs,
    @Schema(
            description =
                "Directions that fail while the other direction of the same two clusters is well")
        List<OneWayView> oneWay) {
  public Matrix {
    pairs = List.copyOf(pairs);
    oneWay = List.copyOf(oneWay);
  }

  /** The direction that fails. */
  @Schema(description = "The direction that fails")
  public record OneWayView(String from, String to) {}
}
