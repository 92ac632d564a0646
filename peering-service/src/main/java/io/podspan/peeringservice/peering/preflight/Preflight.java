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
          new UnknownCanary(),
          new ReflectorAddress(),
          new ReflectorOnNode(),
          new AddressFamilies(),
          new AsnMismatch(),
          new AsPathLoop(),
          new ReservedAsn(),
          new ReflectorContradiction(),
          new ReflectorKey(),
          new ReferencedSecret(),
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
              "router-versions",
              RouterNote.Check.ROUTER_VERSIONS,
              "All nodes of a cluster run the same release of the router."),
          new RouterProperty(
              "gitops-owner",
              RouterNote.Check.OWNER,
              "No other tool is known to take the change back."),
          new RouterProperty(
              "update-strategy",
              RouterNote.Check.UPDATE_STRATEGY,
              "The routers may restart one by one."),
          new RouterProperty(
              "disruption-budget",
              RouterNote.Check.DISRUPTION_BUDGET,
              "No PodDisruptionBudget forbids that a router pod goes."),
          new RouterProperty(
              "router-admin-port",
              RouterNote.Check.ADMIN_PORT,
              "No router can be changed through an open port of its own."),
          new RouterProperty(
              "node-reflects-routes",
              RouterNote.Check.NODE_REFLECTS,
              "No node's router reflects routes itself."),
          new RouterProperty(
              "community-forbids",
              RouterNote.Check.COMMUNITIES,
              "No node marks its routes as not to be passed on."),
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
          new OverlappingNodeCidrs(),
          new OverlappingServiceCidrs(),
          new OverlappingCidrs(
              "pod-cidr-overlaps-service-cidr",
              "pod CIDR",
              Cluster::podCidrs,
              "service CIDR",
              Cluster::serviceCidrs),
          new ServicesAnnounced(),
          new ServiceRangeDiffers(),
          new RoutesRefused(),
          new AlreadyJoined(),
          new DuplicateNodeAddresses(),
          new DuplicateRouterIds(),
          new AddressesInsideCidrs(),
          new UnusableRouterConfiguration(),
          new ReflectorElsewhere(),
          new ReflectorUnreachable(),
          new ReflectorListenLimit(),
          new GracefulRestartUnheard(),
          new BgpPortTaken(),
          new NextHopSubnets(),
          new TunnelNames(),
          new MtuDifferences());

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
    List<Finding> findings = findings(proposal);
    return findings.stream().anyMatch(Finding::blocks)
        ? new Blocked(findings)
        : new Passed(proposal.plans(findings), findings);
  }

  /**
   * The same for a change that only takes away: what is wrong does not keep a cluster from leaving.
   */
  public static Passed checkLeaving(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<KnownCluster> known,
      List<Interconnect> present,
      NetworkLook network) {
    Proposal proposal = Proposal.of(request, candidates, known, present, network);
    List<Finding> findings = findings(proposal).stream().map(Finding::asCaution).toList();
    return new Passed(proposal.plans(findings), findings);
  }

  private static List<Finding> findings(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : CHECKS) {
      List<Finding> found = check.examine(proposal);
      findings.addAll(found.isEmpty() ? List.of(Finding.pass(check, proposal)) : found);
    }
    return findings;
  }
}
