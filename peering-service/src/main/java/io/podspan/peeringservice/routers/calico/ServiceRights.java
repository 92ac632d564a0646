package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the credentials may tell Calico which ClusterIPs it announces. */
final class ServiceRights {
  private final RightsReview review;

  ServiceRights(ClusterCalls calls) {
    review = new RightsReview(calls);
  }

  /** Where people write, their rights are their own. Null if the server does not say. */
  @Nullable Boolean mayAnnounce(Access access, Group group) {
    if (access.byHand()) {
      return true;
    }
    for (String verb : List.of("create", "patch", "delete")) {
      Right right =
          new Right(verb, group.group(), CalicoApi.CONFIGURATION.plural(), "", ServiceRanges.NAME);
      Optional<Boolean> allowed = review.allows(access, right);
      if (!allowed.orElse(false)) {
        return allowed.orElse(null);
      }
    }
    return true;
  }
}
