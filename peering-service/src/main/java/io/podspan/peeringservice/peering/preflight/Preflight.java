package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.router.RouterNote;
import java.util.ArrayList;
import java.util.List;

/** Runs all checks on a proposal. A new check is one more line in the list. Pure. */
public final class Preflight {
  /** In the order in which their findings are shown. */
  static final List<Check> CHECKS =
      List.of(
          new UnknownClusters(),
          new ReflectorAddress(),
          new ReflectorOnNode(),
          new AddressFamilies(),
          new AsnMismatch(),
          new ReflectorContradiction(),
          new RolloutInProgress(),
          new UnusableClusters(),
          new InsecureAccess(),
          new MissingRights(),
          new NodesLeftOut(),
          new NodesNotReady(),
          new RouterObstacles(),
          new RouterProperty(
              "pods-announced",
              RouterNote.Check.PODS_ANNOUNCED,
              "The routers announce the pods of their nodes."),
          new RouterProperty(
              "graceful-restart",
              RouterNote.Check.GRACEFUL_RESTART,
              "A restart of a router costs no routes."),
          new RouterProperty(
              "router-image",
              RouterNote.Check.ROUTER_IMAGE,
              "A restart runs the same release of the router."),
          new RouterProperty(
              "pod-source-address",
              RouterNote.Check.POD_SOURCE_ADDRESS,
              "Pods of other clusters see the pods' own addresses."),
          new OverlappingCidrs(
              "overlapping-pod-cidrs",
              "pod CIDR",
              Cluster::podCidrs,
              "pod CIDR",
              Cluster::podCidrs),
          new OverlappingCidrs(
              "overlapping-service-cidrs",
              "service CIDR",
              Cluster::serviceCidrs,
              "service CIDR",
              Cluster::serviceCidrs),
          new OverlappingCidrs(
              "pod-cidr-overlaps-service-cidr",
              "pod CIDR",
              Cluster::podCidrs,
              "service CIDR",
              Cluster::serviceCidrs),
          new AlreadyJoined(),
          new DuplicateNodeAddresses(),
          new AddressesInsideCidrs(),
          new UnusableRouterConfiguration(),
          new ReflectorElsewhere(),
          new ReflectorUnreachable(),
          new BgpPortTaken());

  private Preflight() {}

  /** What all checks together say. */
  public sealed interface Result {
    /** At least one per check. */
    List<Finding> findings();
  }

  /** The interconnect may be declared. */
  public record Passed(List<ClusterPlan> plans, List<Finding> findings) implements Result {
    public Passed {
      plans = List.copyOf(plans);
      findings = List.copyOf(findings);
    }
  }

  /** The interconnect may not be declared. */
  public record Blocked(List<Finding> findings) implements Result {
    public Blocked {
      findings = List.copyOf(findings);
    }

    /** The findings that block. */
    public List<Violation> violations() {
      return findings.stream().filter(Finding::blocks).map(Finding::violation).toList();
    }
  }

  /**
   * Runs every check, also after one fails, so one answer names all there is to do.
   *
   * @param candidates the registered ones of the clusters that the request names
   * @param known all registered clusters
   * @param present the interconnects that are declared already
   * @param network what the nodes' network and the reflectors say
   */
  public static Result check(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<KnownCluster> known,
      List<Interconnect> present,
      NetworkLook network) {
    Proposal proposal = Proposal.of(request, candidates, known, present, network);
    List<Finding> findings = new ArrayList<>();
    for (Check check : CHECKS) {
      List<Finding> found = check.examine(proposal);
      findings.addAll(found.isEmpty() ? List.of(Finding.pass(check)) : found);
    }
    return findings.stream().anyMatch(Finding::blocks)
        ? new Blocked(findings)
        : new Passed(proposal.plans(findings), findings);
  }
}
