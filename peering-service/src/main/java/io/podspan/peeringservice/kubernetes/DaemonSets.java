package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The DaemonSets of a cluster. Routers run in one, in whatever namespace and with whatever name.
 */
@ApplicationScoped
public class DaemonSets {
  /** Where routers run most often. */
  public static final String NAMESPACE = "kube-system";

  /** A tag as registries take it. */
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

  /** Where routers usually run. Asked one by one where the whole cluster may not be listed. */
  private static final List<String> USUAL =
      List.of(NAMESPACE, "calico-system", "kube-router", "canal", "calico");

  private final ClusterCalls calls;

  @Inject
  public DaemonSets(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * DaemonSets, and where they were looked for.
   *
   * @param everywhere whether all namespaces could be read
   * @param namespaces the ones that could be read if not all could
   */
  public record Found(List<DaemonSet> sets, boolean everywhere, List<String> namespaces) {
    public Found {
      sets = List.copyOf(sets);
      namespaces = List.copyOf(namespaces);
    }

    /** For people: {@code in any namespace}. */
    public String searched() {
      return everywhere
          ? "in any namespace"
          : "in the namespaces that these credentials may list DaemonSets in ("
              + String.join(", ", namespaces)
              + ")";
    }
  }

  /** As {@link ClusterCalls} names them in faults. */
  public static String resource(String namespace) {
    return "daemonsets.apps in " + namespace;
  }

  public List<DaemonSet> all(Access access) {
    return search(access).sets();
  }

  /**
   * All of them, or those of the usual namespaces if the credentials may not list all.
   *
   * @throws ClusterFaultException when none of them may be listed
   */
  public Found search(Access access) {
    try {
      List<DaemonSet> sets =
          calls.ask(
              access,
              "list",
              "daemonsets.apps",
              client -> ObjectList.whole(client.apps().daemonSets().inAnyNamespace()));
      return new Found(sets, true, List.of());
    } catch (ClusterFaultException e) {
      if (e.fault() instanceof ClusterFault.Forbidden) {
        return searchOneByOne(access);
      }
      throw e;
    }
  }

  private Found searchOneByOne(Access access) {
    List<DaemonSet> sets = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    ClusterFaultException first = null;
    for (String namespace : USUAL) {
      try {
        sets.addAll(in(access, namespace));
        allowed.add(namespace);
      } catch (ClusterFaultException e) {
        if (!(e.fault() instanceof ClusterFault.Forbidden)) {
          throw e;
        }
        first = first == null ? e : first;
      }
    }
    if (allowed.isEmpty() && first != null) {
      throw first;
    }
    return new Found(sets, false, allowed);
  }

  private List<DaemonSet> in(Access access, String namespace) {
    return calls.ask(
        access,
        "list",
        resource(namespace),
        client -> ObjectList.whole(client.apps().daemonSets().inNamespace(namespace)));
  }

  /**
   * The one of this name.
   *
   * @throws ClusterFaultException also when it does not exist
   */
  public DaemonSet get(Access access, String namespace, String name) {
    DaemonSet object =
        calls.ask(
            access,
            "get",
            resource(namespace),
            client -> client.apps().daemonSets().inNamespace(namespace).withName(name).get());
    if (object == null) {
      throw new ClusterFaultException(
          new ClusterFault.Rejected("There is no DaemonSet " + namespace + "/" + name + "."));
    }
    return object;
  }

  /** The same; empty if it does not exist or may not be read. */
  public Optional<DaemonSet> getOptional(Access access, String namespace, String name) {
    return calls.askOptional(
        access,
        "get",
        resource(namespace),
        client -> client.apps().daemonSets().inNamespace(namespace).withName(name).get());
  }

  /** For people: {@code kube-system/kube-router}. */
  public static String shown(DaemonSet set) {
    return set.getMetadata().getNamespace() + "/" + set.getMetadata().getName();
  }

  /** Of an image reference, its tag. Empty if it has none or {@code latest}. */
  public static Optional<String> version(@Nullable String image) {
    if (image == null) {
      return Optional.empty();
    }
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = reference.lastIndexOf(':');
    if (colon < 0 || colon < reference.lastIndexOf('/')) {
      return Optional.empty();
    }
    String tag = reference.substring(colon + 1);
    return TAG.matcher(tag).matches() && !tag.equals("latest")
        ? Optional.of(tag)
        : Optional.empty();
  }

  /** Of an image reference, its last part without tag and digest: {@code kube-router}. */
  public static String program(@Nullable String image) {
    if (image == null) {
      return "";
    }
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    return last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
  }
}
