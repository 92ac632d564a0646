package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.drift.Leftover;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An interconnect that was withdrawn by force. */
@Schema(description = "An interconnect that is gone, and what its clusters may have still")
public record ForcedAnswer(String name, List<LeftoverAnswer> remains) {
  static ForcedAnswer of(String name, List<Leftover> left) {
    return new ForcedAnswer(name, left.stream().flatMap(LeftoverAnswer::of).toList());
  }
}
