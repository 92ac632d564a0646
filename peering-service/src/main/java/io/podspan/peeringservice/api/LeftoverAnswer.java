package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.router.Remains;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a cluster may have still of an interconnect that was withdrawn by force. */
@Schema(
    description =
        "What an object of a cluster may have still of an interconnect that was withdrawn by force."
            + " Podspan does not take it away by itself")
public record LeftoverAnswer(
    String interconnect,
    String cluster,
    @Schema(examples = "DaemonSet kube-system/kube-router") String object,
    @Schema(description = "What to take out of it", examples = "- --peer-router-ips=192.0.2.1")
        List<String> lines,
    @Schema(
            description = "What takes it out, to be run by a person",
            examples = "kubectl -n kube-system edit daemonset kube-router")
        List<String> commands,
    @Schema(description = "When the interconnect was withdrawn") Instant at) {

  static Stream<LeftoverAnswer> of(Leftover leftover) {
    return leftover.remains().stream().map(remains -> of(leftover, remains));
  }

  private static LeftoverAnswer of(Leftover leftover, Remains remains) {
    return new LeftoverAnswer(
        leftover.interconnect(),
        leftover.cluster(),
        remains.object(),
        remains.lines(),
        remains.commands(),
        leftover.at());
  }
}
