package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import java.util.Optional;

/**
 * A write that the API server makes without keeping it: a webhook, a policy, a quota or the schema
 * refuses before anything is written.
 */
public final class DryRun {
  private DryRun() {}

  /**
   * @param byHand whether people write in this cluster: their own command is the first that is sent
   * @param what the object, for people
   * @param request the write, as a dry run
   * @return who refuses and why; empty if it can be written
   */
  public static Optional<Refused> of(boolean byHand, String what, Runnable request) {
    if (byHand) {
      return Optional.empty();
    }
    try {
      request.run();
      return Optional.empty();
    } catch (ClusterFaultException e) {
      if (e.fault() instanceof ClusterFault.Rejected rejected) {
        return Optional.of(
            new Refused(
                "A dry run of the change of "
                    + what
                    + " was refused, so nothing was written. "
                    + rejected.detail(),
                "Let whatever refuses it (a webhook, a policy, a quota) accept the change, then"
                    + " retry."));
      }
      throw e;
    }
  }
}
