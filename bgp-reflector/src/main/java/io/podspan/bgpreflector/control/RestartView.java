package io.podspan.bgpreflector.control;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a peer restarts, as REST shows it. */
@Schema(
    name = "GracefulRestart",
    description = "What a peer said of restarts in its OPEN (RFC 4724, RFC 8538)")
public record RestartView(
    @Schema(description = "Whether it had restarted just before this session (R bit)")
        boolean restarted,
    @Schema(description = "Whether it keeps routes after most NOTIFICATIONs too (N bit)")
        boolean afterNotification,
    @Schema(description = "How long it may take to come back, in seconds") int restartSeconds,
    @Schema(description = "The families whose routes stay while it restarts")
        List<String> families) {
  public RestartView {
    families = List.copyOf(families);
  }

  static RestartView of(GracefulRestart restart) {
    return new RestartView(
        restart.restarting(),
        restart.notification(),
        restart.restartSeconds(),
        restart.families().stream().map(AddressFamily::text).sorted().toList());
  }
}
