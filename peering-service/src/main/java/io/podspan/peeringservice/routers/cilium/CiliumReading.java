package io.podspan.peeringservice.routers.cilium;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.RouterTraits;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.ArrayList;
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
    Answer<List<String>> policies,
    Answer<Map<String, String>> identifiers)
    implements RouterReading {
  private static final String NONE_LEARNED = "Cilium installs no route that it learns";

  @Override
  public Planning plan(Aim aim) {
    return peerings.plan(aim) instanceof Planned(RouterChange change, List<Caution> cautions)
            && policies instanceof Unknown<List<String>>(String why)
            && !aim.leaves()
        ? new Planned(change, with(cautions, policiesUnknown(why)))
        : peerings.plan(aim);
  }

  private static List<Caution> with(List<Caution> cautions, Caution last) {
    List<Caution> all = new ArrayList<>(cautions);
    all.add(last);
    return all;
  }

  private static Caution policiesUnknown(String why) {
    return new Caution(
        "cilium-policies-unknown",
        "It is not known whether there is a CiliumBGPPeeringPolicy: "
            + why
            + ". With one, Cilium's agents ignore CiliumBGPClusterConfigs on the nodes that it"
            + " selects.",
        "Run podspan clusters grant again, or make sure that there is none.");
  }

  @Override
  public List<RouterNote> notes() {
    return new CiliumNotes(settings).all();
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return policies instanceof Known<List<String>>(List<String> names, _)
        ? names.stream().map(CiliumReading::hasPolicy).toList()
        : List.of();
  }

  private static Violation hasPolicy(String name) {
    return new Violation(
        "cilium-peering-policy",
        "router",
        "There is a CiliumBGPPeeringPolicy named "
            + name
            + ". Cilium's agents ignore CiliumBGPClusterConfigs on the nodes that it selects.",
        "Replace it by a CiliumBGPClusterConfig (Cilium's documentation tells how), and delete"
            + " it.");
  }

  @Override
  public RouterTraits traits() {
    return new RouterTraits(
        new Known<>(OffSubnet.ROUTED, NONE_LEARNED),
        new Known<>(false, "Podspan's CiliumBGPAdvertisements name pods' addresses only"),
        new Known<>(List.of(), "Cilium needs none"),
        new Known<>(false, "Cilium announces to every peer"));
  }

  @Override
  public Answer<String> routerId(Node node) {
    return switch (identifiers) {
      case Known<Map<String, String>>(var given, _) when given.containsKey(node.name()) ->
          new Known<>(given.get(node.name()), "CiliumBGPNodeConfigOverride " + node.name());
      case Known<Map<String, String>> _ -> usualRouterId(node);
      case Unknown<Map<String, String>>(String why) -> new Unknown<>(why);
    };
  }

  private Answer<String> usualRouterId(Node node) {
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
