package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.Cni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the API server beforehand whether it would allow what a rollout does. */
@ApplicationScoped
public class RightsReview {
  private static final String SYSTEM = RouterDaemonSet.NAMESPACE;

  private final ClusterCalls calls;

  @Inject
  public RightsReview(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * @param namespace empty for cluster-wide resources
   */
  private record Right(String verb, String group, String resource, String namespace) {
    String shown() {
      return resource
          + (group.isEmpty() ? "" : "." + group)
          + (namespace.isEmpty() ? "" : " in " + namespace);
    }
  }

  /** What is lacking. Where the server does not answer such questions, the calls will tell. */
  List<ClusterFault> missing(Access access, Cni cni) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ClusterFault>>> asked = new ArrayList<>();
      for (Right right : needed(cni)) {
        asked.add(threads.submit(() -> review(access, right)));
      }
      List<ClusterFault> missing = new ArrayList<>();
      for (Future<Optional<ClusterFault>> answer : asked) {
        answer.get().ifPresent(missing::add);
      }
      return List.copyOf(missing);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private static List<Right> needed(Cni cni) {
    return switch (cni) {
      case KUBE_ROUTER ->
          List.of(
              new Right("get", "apps", "daemonsets", SYSTEM),
              new Right("patch", "apps", "daemonsets", SYSTEM),
              new Right("list", "apps", "controllerrevisions", SYSTEM),
              new Right("list", "", "pods", SYSTEM),
              new Right("delete", "", "pods", SYSTEM),
              new Right("get", "", "nodes", ""));
      case CALICO ->
          List.of(
              new Right("list", CalicoApi.GROUP, "bgppeers", ""),
              new Right("create", CalicoApi.GROUP, "bgppeers", ""),
              new Right("delete", CalicoApi.GROUP, "bgppeers", ""),
              new Right("list", CalicoApi.GROUP, "ippools", ""),
              new Right("create", CalicoApi.GROUP, "ippools", ""),
              new Right("delete", CalicoApi.GROUP, "ippools", ""),
              new Right("get", "", "nodes", ""));
      case CILIUM -> List.of();
    };
  }

  private Optional<ClusterFault> review(Access access, Right right) {
    SelfSubjectAccessReview question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withNamespace(right.namespace().isEmpty() ? null : right.namespace())
            .endResourceAttributes()
            .endSpec()
            .build();
    return calls
        .askOptional(
            access,
            "create",
            "selfsubjectaccessreviews.authorization.k8s.io",
            client -> client.authorization().v1().selfSubjectAccessReview().create(question))
        .map(SelfSubjectAccessReview::getStatus)
        .filter(status -> Boolean.FALSE.equals(status.getAllowed()))
        .map(_ -> new ClusterFault.Forbidden(right.verb(), right.shown()));
  }
}
