package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The DaemonSets in {@code kube-system}, where routers run. */
@ApplicationScoped
public class DaemonSets {
  public static final String NAMESPACE = "kube-system";

  /** As {@link ClusterCalls} names them in faults. */
  public static final String RESOURCE = "daemonsets.apps in " + NAMESPACE;

  private final ClusterCalls calls;

  @Inject
  public DaemonSets(ClusterCalls calls) {
    this.calls = calls;
  }

  public List<DaemonSet> all(Access access) {
    return calls.ask(
        access,
        "list",
        RESOURCE,
        client -> client.apps().daemonSets().inNamespace(NAMESPACE).list().getItems());
  }

  /** The one of this name, looked up with the right to list. */
  public Optional<DaemonSet> find(Access access, String name) {
    return all(access).stream().filter(set -> name.equals(set.getMetadata().getName())).findFirst();
  }

  /**
   * The one of this name.
   *
   * @throws ClusterFaultException also when it does not exist
   */
  public DaemonSet get(Access access, String name) {
    DaemonSet object =
        calls.ask(
            access,
            "get",
            RESOURCE,
            client -> client.apps().daemonSets().inNamespace(NAMESPACE).withName(name).get());
    if (object == null) {
      throw new ClusterFaultException(
          new ClusterFault.Rejected("There is no DaemonSet " + NAMESPACE + "/" + name + "."));
    }
    return object;
  }

  /** Which container routes: the one of this name, or the only one. Empty if neither exists. */
  public static Optional<Integer> routerIndex(DaemonSet set, String container) {
    List<Container> containers = set.getSpec().getTemplate().getSpec().getContainers();
    for (int i = 0; i < containers.size(); i++) {
      if (container.equals(containers.get(i).getName())) {
        return Optional.of(i);
      }
    }
    return containers.size() == 1 ? Optional.of(0) : Optional.empty();
  }

  /** The version in the tag of the routing container's image; empty if the tag does not say. */
  public static Optional<String> routerVersion(DaemonSet set, String container) {
    return routerIndex(set, container)
        .map(i -> set.getSpec().getTemplate().getSpec().getContainers().get(i).getImage())
        .filter(Objects::nonNull)
        .flatMap(DaemonSets::version);
  }

  /** Of an image reference, its tag. Empty if it has none or {@code latest}. */
  public static Optional<String> version(String image) {
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = reference.lastIndexOf(':');
    if (colon < 0 || colon < reference.lastIndexOf('/')) {
      return Optional.empty();
    }
    String tag = reference.substring(colon + 1);
    return tag.isEmpty() || tag.equals("latest") ? Optional.empty() : Optional.of(tag);
  }
}
