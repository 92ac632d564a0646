package io.podspan.peeringservice.peering;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster a kubeconfig leads to: the uid of the namespace kube-system, which a cluster has
 * from its first moment and never changes. A uid that is not known is never taken as the same or as
 * another one.
 */
public final class ClusterIdentity {
  /** Shown with a cluster whose uid is not known. */
  public static final String UNKNOWN =
      "It is not known which cluster this is, because the uid of its namespace kube-system could"
          + " not be read. So it is not noticed when it is registered twice, or when the kubeconfig"
          + " leads to another cluster. Grant get on namespaces kube-system.";

  private ClusterIdentity() {}

  /** What contradicts a name. */
  public sealed interface Clash {}

  /** The cluster has another name already. */
  public record SameAs(String other) implements Clash {}

  /**
   * Under this name another cluster is registered.
   *
   * @param other the name of the cluster that is there now, null if it has none
   */
  public record Another(@Nullable String other) implements Clash {}

  /**
   * What speaks against this cluster under this name.
   *
   * @param uid of the cluster that was just read, null if it could not be read
   * @param known all registered clusters, also the one of this name
   */
  public static Optional<Clash> clash(String name, @Nullable String uid, List<KnownCluster> known) {
    if (uid == null) {
      return Optional.empty();
    }
    @Nullable String other =
        known.stream()
            .filter(cluster -> !cluster.name().equals(name) && uid.equals(cluster.uid()))
            .map(KnownCluster::name)
            .findFirst()
            .orElse(null);
    boolean another =
        known.stream()
            .filter(cluster -> cluster.name().equals(name))
            .anyMatch(cluster -> cluster.uid() != null && !uid.equals(cluster.uid()));
    if (another) {
      return Optional.of(new Another(other));
    }
    return other == null ? Optional.empty() : Optional.of(new SameAs(other));
  }

  /** As a sentence about the cluster of this name. */
  public static Violation violation(String name, Clash clash) {
    return switch (clash) {
      case SameAs(String other) ->
          new Violation(
              "cluster-registered-twice",
              "access.kubeconfig",
              "The kubeconfig of "
                  + name
                  + " leads to the cluster that is registered as "
                  + other
                  + ": the namespace kube-system has the same uid.",
              "Use the name " + other + ", or name the kubeconfig of another cluster.");
      case Another(String other) ->
          new Violation(
              "another-cluster",
              "access.kubeconfig",
              "The kubeconfig of "
                  + name
                  + " leads to another cluster than the one that is registered as "
                  + name
                  + (other == null ? "" : ", to the one that is registered as " + other)
                  + ": the namespace kube-system has another uid.",
              "Correct the kubeconfig. If "
                  + name
                  + " was built anew: withdraw its interconnects, remove it (DELETE"
                  + " /api/v1/clusters/{name}), and register it again.");
    };
  }
}
