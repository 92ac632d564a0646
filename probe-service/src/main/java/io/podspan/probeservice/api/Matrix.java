package io.podspan.probeservice.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All joined pairs of clusters, both directions, sorted by names. */
@Schema(description = "All joined pairs of clusters, both directions, sorted by names")
public record Matrix(List<PairView> pairs) {
  public Matrix {
    pairs = List.copyOf(pairs);
  }
}
