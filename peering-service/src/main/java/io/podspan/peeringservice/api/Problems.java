package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.podspan.servicekit.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals of the use cases as problem responses. */
public final class Problems {

  /** The request named a cluster whose API could not be used. */
  @ServerExceptionMapper
  public Response clusterFault(ClusterFaultException e) {
    ClusterFault fault = e.fault();
    return new ProblemMappers()
        .known(
            ProblemException.unprocessable(
                fault.code(), "Cluster API not usable", fault.detail(), fault.nextStep()));
  }

  static ProblemException refused(String code, String title, List<Violation> violations) {
    Violation first = violations.getFirst();
    String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    return new ProblemException(
        new Problem(
            "/problems/" + code,
            title,
            422,
            first.detail() + more + " Nothing was changed.",
            first.nextStep(),
            violations.stream()
                .map(v -> new Problem.Violation(v.code(), v.where(), v.detail(), v.nextStep()))
                .toList()));
  }

  static ProblemException noCluster() {
    return ProblemException.notFound(
        "No cluster of this name is registered.",
        "GET /api/v1/clusters lists the registered clusters.");
  }

  static ProblemException noReflector() {
    return ProblemException.notFound(
        "No reflector of this name is declared.",
        "GET /api/v1/reflectors lists the declared reflectors.");
  }

  static ProblemException noInterconnect() {
    return ProblemException.notFound(
        "There is no interconnect of this name.",
        "GET /api/v1/interconnects lists the declared interconnects.");
  }

  static ProblemException noRollout() {
    return ProblemException.notFound(
        "There is no rollout of this id.", "GET /api/v1/rollouts lists them.");
  }

  /** A leave in the middle of a key change. */
  static ProblemException stranded(List<StrandedKey> keys) {
    return stranded(keys, keys.getFirst().nextStep());
  }

  /** The same of a withdrawal by force: a cluster may be gone for ever. */
  static ProblemException strandedByForce(List<StrandedKey> keys) {
    return stranded(keys, keys.getFirst().nextStepByForce());
  }

  private static ProblemException stranded(List<StrandedKey> keys, String nextStep) {
    StrandedKey first = keys.getFirst();
    String more = keys.size() == 1 ? "" : " (and " + (keys.size() - 1) + " more)";
    return ProblemException.conflict(
        "key-change-in-progress", first.detail() + more + " Nothing was changed.", nextStep);
  }

  static ProblemException busy(List<Rollout> rollouts) {
    String clusters =
        rollouts.stream().map(Rollout::cluster).distinct().collect(Collectors.joining(", "));
    return ProblemException.conflict(
        "rollout-in-progress",
        "Rollouts of " + clusters + " are in progress.",
        "Wait until they have ended (GET /api/v1/rollouts shows them), then try again.");
  }
}
