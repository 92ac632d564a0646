package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * The API group that a cluster has Calico's objects in. Rights are given in that one only: the
 * other one may belong to a server of Calico's, where the policies do not hold.
 */
final class CalicoGroup {
  static final String OWN = "crd.projectcalico.org";
  static final String PUBLIC = "projectcalico.org";

  private CalicoGroup() {}

  /** Rules are written for {@link #OWN}; the newest releases of Calico may have only the other. */
  static void fit(List<HasMetadata> objects, KubernetesClient client) {
    boolean publicOnly =
        client.getApiResources(OWN + "/v1") == null
            && client.getApiResources(PUBLIC + "/v3") != null;
    if (publicOnly) {
      objects.stream()
          .filter(ClusterRole.class::isInstance)
          .flatMap(role -> ((ClusterRole) role).getRules().stream())
          .forEach(CalicoGroup::move);
    }
  }

  private static void move(PolicyRule rule) {
    if (rule.getApiGroups().contains(OWN)) {
      rule.setApiGroups(List.of(PUBLIC));
    }
  }
}
