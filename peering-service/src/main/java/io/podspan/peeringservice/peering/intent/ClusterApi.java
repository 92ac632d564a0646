package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;

/**
 * Reading a cluster through its API. Port. Every call throws {@link
 * io.podspan.peeringservice.peering.ClusterFaultException} when the API cannot be used.
 */
public interface ClusterApi {
  ClusterReading read(Access access);

  RouterReading router(Access access, RouterKind kind);

  /** Risks of this access, a sentence each; asks nobody. */
  List<String> cautions(Access access);

  /** The rights that a rollout needs and that the credentials lack. */
  List<ClusterFault> missingRights(Access access, RouterKind kind);
}
