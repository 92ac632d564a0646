package io.podspan.probeservice.api;

import io.podspan.events.FailedPing;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One pair of clusters with its failures. */
@Schema(description = "The last round of a pair of clusters, with the first 20 failures")
public record PairDetail(PairView summary, List<FailedPing> failed) {
  public PairDetail {
    failed = List.copyOf(failed);
  }
}
