package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.router.Right;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the API server whether the credentials have the rights that a rollout needs. */
@ApplicationScoped
public class RightsReview {
  private final ClusterCalls calls;

  @Inject
  public RightsReview(ClusterCalls calls) {
    this.calls = calls;
  }

  /** The rights that the credentials lack, and those that the server says nothing of. */
  List<ClusterFault> missing(Access access, List<Right> needed) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ClusterFault>>> asked = new ArrayList<>();
      for (Right right : needed) {
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

  private Optional<ClusterFault> review(Access access, Right right) {
    Optional<Boolean> allowed = allows(access, right);
    if (allowed.isEmpty()) {
      return Optional.of(new ClusterFault.Unanswered(right.verb(), right.shown()));
    }
    return allowed.get()
        ? Optional.empty()
        : Optional.of(new ClusterFault.Forbidden(right.verb(), right.shown()));
  }

  /**
   * Whether a service account of the right's namespace has it; empty if the server does not say, or
   * the credentials may not ask.
   */
  public Optional<Boolean> allows(Access access, String account, Right right) {
    LocalSubjectAccessReview question =
        new LocalSubjectAccessReviewBuilder()
            .withNewMetadata()
            .withNamespace(right.namespace())
            .endMetadata()
            .withNewSpec()
            .withUser("system:serviceaccount:" + right.namespace() + ":" + account)
            .withNewResourceAttributes()
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withNamespace(right.namespace())
            .withName(right.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    return calls
        .askOptional(
            access,
            "create",
            "localsubjectaccessreviews.authorization.k8s.io in " + right.namespace(),
            client ->
                client
                    .authorization()
                    .v1()
                    .localSubjectAccessReview()
                    .inNamespace(right.namespace())
                    .create(question))
        .map(LocalSubjectAccessReview::getStatus)
        .map(SubjectAccessReviewStatus::getAllowed);
  }

  /** Whether the credentials have the right; empty if the server does not say. */
  public Optional<Boolean> allows(Access access, Right right) {
    SelfSubjectAccessReview question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withNamespace(right.namespace().isEmpty() ? null : right.namespace())
            .withName(right.name().isEmpty() ? null : right.name())
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
        .map(SubjectAccessReviewStatus::getAllowed);
  }
}
