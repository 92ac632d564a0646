package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What would have to be planned now. Each object of which somebody changed fields is told by
 * itself, with who did it; what is gone or no longer selected is told of the whole.
 */
record PeeringStanding(CiliumReading reading) implements Standing {
  private static final String WHOLE = "the configuration of the routers";

  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    Planning planning = reading.peerings().plan(aim);
    return switch (planning) {
      case Unplannable _ -> Drift.of(WHOLE, planning, null, null);
      case Planned(RouterChange change, _) -> drift(PeeringChange.of(change));
    };
  }

  private List<Drift> drift(PeeringChange change) {
    List<Drift> drift = new ArrayList<>();
    reading.peerings().editedByOthers(change).forEach(object -> drift.add(drift(object)));
    drift.addAll(
        Drift.of(WHOLE, new Planned(change.withoutEdits().toChange(), List.of()), null, null));
    return drift;
  }

  /** An advertisement is behind where the cluster's addresses come from elsewhere now. */
  @Override
  public boolean isOutdated(Aim aim) {
    PeeringPlan peerings = reading.peerings();
    return peerings.plan(aim) instanceof Planned(RouterChange change, _)
        && isOutdated(peerings, PeeringChange.of(change));
  }

  private static boolean isOutdated(PeeringPlan peerings, PeeringChange change) {
    return peerings.editedByOthers(change).size() < change.edited().size();
  }

  private Drift drift(EditedObject edited) {
    Optional<GenericKubernetesResource> there = reading.peerings().ours().find(edited);
    return new Drift(
        edited.shown(),
        edited.drift(),
        there
            .flatMap(object -> ObjectOwner.changerOf(object.getMetadata(), List.of("f:spec")))
            .orElse(null),
        there
            .flatMap(object -> ObjectOwner.of(object.getMetadata()))
            .filter(owner -> !owner.name().equals(OwnObjects.MANAGER))
            .map(ObjectOwner::toOwner)
            .orElse(null));
  }
}
