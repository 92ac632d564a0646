package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.CustomObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What our objects have in their {@code spec}, the same in v2 and v2alpha1. Pure. */
final class Specs {
  /** So that a session comes back soon after its reflector; Cilium's own is 120 s. */
  private static final int CONNECT_RETRY_SECONDS = 5;

  /** As far as a packet goes: the reflector may be in another subnet. */
  private static final int ANY_HOPS = 255;

  /**
   * All pools, as Cilium's documentation has it. Without a selector none is selected, and an empty
   * one may get lost on its way through tools.
   */
  private static final Map<String, Object> ALL_POOLS =
      Map.of(
          "matchExpressions",
          List.of(
              Map.of(
                  "key",
                  "podspan.io/not-announced",
                  "operator",
                  "NotIn",
                  "values",
                  List.of("true"))));

  private Specs() {}

  /**
   * Of a CiliumBGPAdvertisement. While a cluster moves from one mode to the other, some agents
   * announce pod CIDRs and some pools, so the first is there in any case.
   *
   * @param pools whether pods get their addresses from CiliumPodIPPools
   */
  static Map<String, Object> advertisement(boolean pools) {
    List<Object> types = new ArrayList<>();
    types.add(Map.of("advertisementType", "PodCIDR"));
    if (pools) {
      types.add(Map.of("advertisementType", "CiliumPodIPPool", "selector", ALL_POOLS));
    }
    return Map.of("advertisements", types);
  }

  /** Of a CiliumBGPPeerConfig. */
  static Map<String, Object> peerConfig(CiliumPeer peer, long localAsn) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("transport", Map.of("peerPort", peer.port()));
    spec.put("timers", Map.of("connectRetryTimeSeconds", CONNECT_RETRY_SECONDS));
    spec.put("gracefulRestart", Map.of("enabled", true));
    spec.put(
        "families",
        List.of(
            Map.of(
                "afi",
                peer.family(),
                "safi",
                "unicast",
                "advertisements",
                Map.of("matchLabels", Map.of(CustomObjects.OURS, peer.interconnect())))));
    if (peer.asn() != localAsn) {
      spec.put("ebgpMultihop", ANY_HOPS);
    }
    if (peer.secret() != null) {
      spec.put("authSecretRef", peer.secret());
    }
    return spec;
  }
}
