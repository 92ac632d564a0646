package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.podspan.servicekit.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What use cases refuse, as problem responses. */
public final class Problems {

  /** A cluster's API that could not be used is a fault of the request that named it. */
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
        "No cluster of this name is registered.", "See GET /api/v1/clusters for those there are.");
  }

  static ProblemException noInterconnect() {
    return ProblemException.notFound(
        "There is no interconnect of this name.",
        "See GET /api/v1/interconnects for those there are.");
  }

  static ProblemException busy(List<Rollout> rollouts) {
    String clusters =
        rollouts.stream().map(Rollout::cluster).distinct().collect(Collectors.joining(", "));
    return ProblemException.conflict(
        "rollout-in-progress",
        "Rollouts of " + clusters + " are under way.",
        "Wait until they have ended (GET /api/v1/rollouts), then try again.");
  }
}
