package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.podspan.peeringservice.peering.preflight.RouteForecast;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a dry run answers: the interconnect as it would be, and the routes that it would bring. */
@Schema(description = "The interconnect as it would be, and the routes that it would bring")
public record DryRunAnswer(
    @JsonUnwrapped InterconnectAnswer interconnect,
    @Schema(description = "In a dry run: the routes that nodes would get and lose")
        RoutesAnswer routes) {
  static DryRunAnswer of(InterconnectAnswer interconnect, RouteForecast forecast) {
    return new DryRunAnswer(interconnect, RoutesAnswer.of(forecast));
  }
}
