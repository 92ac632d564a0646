package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cidr;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RegistrationDecision;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether clusters fit together, and what joining them changes in each. Pure: all that it needs was
 * read before.
 */
public final class Preflight {
  /** What came of it. */
  public sealed interface Result {}

  /** Nothing speaks against it. */
  public record Passed(List<ClusterPlan> plans) implements Result {}

  /** Nothing may be changed. */
  public record Blocked(List<Violation> violations) implements Result {}

  private final InterconnectRequest request;
  private final List<Candidate> candidates;
  private final List<Cluster> neighbours;
  private final List<Interconnect> present;
  private final List<Violation> violations = new ArrayList<>();
  private final List<ClusterPlan> plans = new ArrayList<>();

  private Preflight(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<Cluster> neighbours,
      List<Interconnect> present) {
    this.request = request;
    this.candidates = candidates;
    this.neighbours = neighbours;
    this.present = present;
  }

  /**
   * Checks everything and stops at nothing, so that one answer names all there is to do.
   *
   * @param candidates the known ones of the clusters that the request names
   * @param known all known clusters
   * @param present the other interconnects
   */
  public static Result check(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<KnownCluster> known,
      List<Interconnect> present) {
    List<Cluster> neighbours =
        known.stream()
            .map(KnownCluster::cluster)
            .filter(c -> !request.clusters().contains(c.name()))
            .toList();
    return new Preflight(request, candidates, neighbours, present).result();
  }

  private Result result() {
    members();
    reflectors();
    candidates.forEach(this::state);
    pairs();
    nodeAddresses();
    candidates.forEach(this::plan);
    return violations.isEmpty()
        ? new Passed(List.copyOf(plans))
        : new Blocked(List.copyOf(violations));
  }

  private void members() {
    for (String name : request.clusters()) {
      if (candidates.stream().noneMatch(c -> c.name().equals(name))) {
        add(
            "unknown-cluster",
            "clusters/" + name,
            "No cluster " + Quoted.of(name) + " is registered.",
            "Register it first (POST /api/v1/clusters), or correct the name.");
      }
    }
  }

  private void reflectors() {
    for (Reflector reflector : request.reflectors()) {
      for (Candidate candidate : candidates) {
        checkNoNodeIs(reflector, candidate);
        checkSameAsn(reflector, candidate);
      }
      for (Interconnect other : present) {
        other.reflectors().stream()
            .filter(r -> r.name().equals(reflector.name()) && !r.equals(reflector))
            .forEach(r -> contradicts(reflector, other, r));
      }
    }
  }

  private void checkNoNodeIs(Reflector reflector, Candidate candidate) {
    for (Node node : candidate.cluster().nodes()) {
      if (node.address().equals(reflector.address())) {
        add(
            "reflector-on-node",
            "reflectors/" + reflector.name() + "/address",
            reflector.address()
                + " is the address of the node "
                + node.name()
                + " of "
                + candidate.name()
                + ", whose own router listens there.",
            "Run the reflector on a host that is no node, and give its address.");
      }
    }
  }

  private void checkSameAsn(Reflector reflector, Candidate candidate) {
    if (candidate.cluster().asn() != reflector.asn()) {
      add(
          "asn-mismatch",
          "reflectors/" + reflector.name() + "/asn",
          "The reflector's AS number is "
              + reflector.asn()
              + ", that of "
              + candidate.name()
              + " is "
              + candidate.cluster().asn()
              + "; sessions between different ASes are not supported by this version.",
          "Give the reflector and all clusters of the interconnect one AS number.");
    }
  }

  private void contradicts(Reflector wanted, Interconnect other, Reflector there) {
    add(
        "reflector-contradiction",
        "reflectors/" + wanted.name(),
        "The interconnect "
            + other.name()
            + " knows the reflector "
            + wanted.name()
            + " as "
            + there.endpoint()
            + ", AS "
            + there.asn()
            + ".",
        "Give the same address, port and AS number, or another name.");
  }

  private void state(Candidate candidate) {
    String where = "clusters/" + candidate.name();
    if (candidate.rolling()) {
      add(
          "rollout-in-progress",
          where,
          "A rollout of " + candidate.name() + " is under way.",
          "Wait until it has ended (GET /api/v1/rollouts?cluster=" + candidate.name() + ").");
    }
    switch (candidate.look()) {
      case Unseen(ClusterFault fault) -> violations.add(Violation.of(where, fault));
      case Seen seen -> seen(candidate, where, seen);
    }
  }

  private void seen(Candidate candidate, String where, Seen seen) {
    seen.missingRights().forEach(fault -> violations.add(Violation.of(where, fault)));
    if (RegistrationDecision.of(candidate.known().said(), seen.reading())
        instanceof RegistrationDecision.Refused(List<Violation> refusals)) {
      refusals.forEach(
          r ->
              violations.add(
                  new Violation(r.code(), where + "/" + r.where(), r.detail(), r.nextStep())));
    }
    for (NodeReading node : seen.reading().nodes()) {
      if (!node.ready()) {
        add(
            "node-not-ready",
            where + "/nodes/" + node.name(),
            "The node " + node.name() + " of " + candidate.name() + " is not Ready.",
            "Bring the node back, or remove it from the cluster.");
      }
    }
    seen.router().obstacles(seen.reading().nodes()).stream()
        .map(o -> new Violation(o.code(), where + "/" + o.where(), o.detail(), o.nextStep()))
        .forEach(violations::add);
  }

  private void pairs() {
    for (int i = 0; i < candidates.size(); i++) {
      Cluster one = candidates.get(i).cluster();
      for (Candidate other : candidates.subList(i + 1, candidates.size())) {
        disjoint(one, other.cluster());
        joinedAlready(one.name(), other.name());
      }
      neighboursOf(one).forEach(neighbour -> disjointForAll(neighbour, one));
    }
  }

  /** Clusters outside the request whose routes a cluster of the request already gets. */
  private List<Cluster> neighboursOf(Cluster cluster) {
    return neighbours.stream()
        .filter(
            n ->
                present.stream()
                    .anyMatch(
                        i ->
                            i.clusters().contains(cluster.name())
                                && i.clusters().contains(n.name())))
        .toList();
  }

  private void disjointForAll(Cluster neighbour, Cluster through) {
    for (Candidate candidate : candidates) {
      if (!candidate.name().equals(through.name())) {
        disjoint(neighbour, candidate.cluster());
      }
    }
  }

  private void disjoint(Cluster one, Cluster other) {
    overlap("overlapping-pod-cidrs", "pod CIDR", one, one.podCidrs(), other, other.podCidrs());
    overlap(
        "overlapping-service-cidrs",
        "service CIDR",
        one,
        one.serviceCidrs(),
        other,
        other.serviceCidrs());
    crossOverlap(one, other);
    crossOverlap(other, one);
  }

  private void overlap(
      String code, String what, Cluster one, List<Cidr> ours, Cluster other, List<Cidr> theirs) {
    for (Cidr a : ours) {
      for (Cidr b : theirs) {
        if (a.overlaps(b)) {
          add(
              code,
              "clusters/" + one.name() + ",clusters/" + other.name(),
              "The "
                  + what
                  + " "
                  + a
                  + " of "
                  + one.name()
                  + " overlaps "
                  + b
                  + " of "
                  + other.name()
                  + ".",
              "Leave one of the two out, or rebuild it with another " + what + ".");
        }
      }
    }
  }

  private void crossOverlap(Cluster pods, Cluster services) {
    for (Cidr a : pods.podCidrs()) {
      for (Cidr b : services.serviceCidrs()) {
        if (a.overlaps(b)) {
          add(
              "pod-cidr-overlaps-service-cidr",
              "clusters/" + pods.name() + ",clusters/" + services.name(),
              "The pod CIDR "
                  + a
                  + " of "
                  + pods.name()
                  + " overlaps the service CIDR "
                  + b
                  + " of "
                  + services.name()
                  + ".",
              "Leave one of the two out, or rebuild one with another CIDR.");
        }
      }
    }
  }

  private void joinedAlready(String one, String other) {
    for (Interconnect interconnect : present) {
      if (interconnect.clusters().contains(one) && interconnect.clusters().contains(other)) {
        add(
            "already-joined",
            "clusters/" + one + ",clusters/" + other,
            one + " and " + other + " are joined by the interconnect " + interconnect.name() + ".",
            "Leave one of them out, or withdraw " + interconnect.name() + " first.");
      }
    }
  }

  private void nodeAddresses() {
    Map<String, String> owners = new HashMap<>();
    for (Candidate candidate : candidates) {
      for (Node node : candidate.cluster().nodes()) {
        String owner = candidate.name() + "/" + node.name();
        Optional.ofNullable(owners.putIfAbsent(node.address(), owner))
            .ifPresent(first -> sameAddress(node.address(), first, owner));
      }
    }
  }

  private void sameAddress(String address, String one, String other) {
    add(
        "duplicate-node-address",
        "nodes/" + one + ",nodes/" + other,
        one
            + " and "
            + other
            + " have the same address "
            + address
            + "; a reflector could not tell them apart.",
        "Give each node an address of its own in the network that joins the clusters.");
  }

  private void plan(Candidate candidate) {
    if (!(candidate.look() instanceof Seen(_, RouterReading router, _))) {
      return;
    }
    List<Cluster> others =
        candidates.stream()
            .filter(c -> !c.name().equals(candidate.name()))
            .map(Candidate::cluster)
            .toList();
    Planning.Aim aim =
        new Planning.Aim(
            request.name(), candidate.cluster(), others, request.reflectors(), List.of());
    switch (router.plan(aim)) {
      case Planning.Planned(RouterChange change, List<String> cautions) ->
          plans.add(
              new ClusterPlan(candidate.name(), change, candidate.cluster().nodes(), cautions));
      case Planning.Unplannable(String detail, String nextStep) ->
          add("unusable-router-flags", "clusters/" + candidate.name(), detail, nextStep);
    }
  }

  private void add(String code, String where, String detail, String nextStep) {
    violations.add(new Violation(code, where, detail, nextStep));
  }
}
