package io.podspan.peeringservice.routers.cilium;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.RouterTraits;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.List;
import java.util.Map;

/**
 * How Cilium's BGP is configured now.
 *
 * @param settings of its agents
 * @param peerings what plans
 * @param policies the names of CiliumBGPPeeringPolicies, with which its agents ignore everything
 *     else
 * @param identifiers the BGP identifiers that somebody gave to nodes, by node
 */
record CiliumReading(
    CiliumSettings settings,
    PeeringPlan peerings,
    List<String> policies,
    Map<String, String> identifiers)
    implements RouterReading {
  private static final String NONE_LEARNED = "Cilium installs no route that it learns";

  CiliumReading {
    policies = List.copyOf(policies);
    identifiers = Map.copyOf(identifiers);
  }

  @Override
  public Planning plan(Aim aim) {
    return peerings.plan(aim);
  }

  @Override
  public List<RouterNote> notes() {
    return new CiliumNotes(settings).all();
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return policies.stream()
        .map(
            name ->
                new Violation(
                    "cilium-peering-policy",
                    "router",
                    "There is a CiliumBGPPeeringPolicy named "
                        + name
                        + ". Cilium's agents ignore CiliumBGPClusterConfigs on the nodes that it"
                        + " selects.",
                    "Replace it by a CiliumBGPClusterConfig (Cilium's documentation tells how),"
                        + " and delete it."))
        .toList();
  }

  @Override
  public RouterTraits traits() {
    return new RouterTraits(
        new Known<>(OffSubnet.ROUTED, NONE_LEARNED),
        new Known<>(false, "Podspan's CiliumBGPAdvertisements name PodCIDR only"),
        new Known<>(List.of(), "Cilium needs none"),
        new Known<>(false, "Cilium announces to every peer"));
  }

  @Override
  public Answer<String> routerId(Node node) {
    String given = identifiers.get(node.name());
    if (given != null) {
      return new Known<>(given, "CiliumBGPNodeConfigOverride " + node.name());
    }
    return switch (settings.routerIds()) {
      case Known<String>(String mode, _) when mode.equals("default") ->
          IpAddress.of(node.address()).family() == IpFamily.IPV4
              ? new Known<>(node.address(), "the address of the node")
              : new Unknown<>("the node has an IPv6 address");
      case Known<String>(String mode, String source) ->
          new Unknown<>(source + " has bgp-router-id-allocation-mode " + mode);
      case Unknown<String> unknown -> unknown;
    };
  }
}
