package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What Cilium was told: its agents' flags, and the ConfigMap that they read the others from.
 *
 * @param data of the ConfigMap; empty if it is not there or may not be read
 */
record CiliumSettings(CiliumDaemonSet set, Optional<Map<String, String>> data) {
  private static final String CONFIG = "cilium-config";

  /** The mode in which pods get their addresses from CiliumPodIPPools. */
  static final String POOLS = "multi-pool";

  /** The modes in which agents announce pod CIDRs. Without a word it is the first. */
  private static final List<String> ANNOUNCING = List.of("cluster-pool", "kubernetes", POOLS);

  static CiliumSettings read(ClusterCalls calls, Access access, CiliumDaemonSet set) {
    return new CiliumSettings(
        set,
        calls
            .askOptional(
                access,
                "get",
                "configmaps in " + set.namespace(),
                client -> client.configMaps().inNamespace(set.namespace()).withName(CONFIG).get())
            .map(ConfigMap::getData)
            .map(Map::copyOf));
  }

  /** For people. */
  String source() {
    return "ConfigMap " + set.namespace() + "/" + CONFIG;
  }

  /**
   * @param otherwise what holds where nothing is said
   */
  private Answer<String> value(String name, String otherwise) {
    Optional<String> flag = set.flag(name);
    if (flag.isPresent()) {
      return new Known<>(flag.get().strip(), "the flag --" + name);
    }
    return data.<Answer<String>>map(
            d -> new Known<>(Objects.requireNonNullElse(d.get(name), otherwise).strip(), source()))
        .orElseGet(() -> new Unknown<>("the " + source() + " cannot be read"));
  }

  /** Whether the agents speak BGP. */
  Answer<Boolean> speaksBgp() {
    return isOn("enable-bgp-control-plane", "false");
  }

  private Answer<Boolean> isOn(String name, String otherwise) {
    return switch (value(name, otherwise)) {
      case Known<String>(String text, String source) ->
          new Known<>(List.of("true", "1", "t").contains(text), source);
      case Unknown<String>(String why) -> new Unknown<>(why);
    };
  }

  Answer<Boolean> masquerades() {
    return isOn("enable-ipv4-masquerade", "true");
  }

  /** How pods get their addresses. */
  Answer<String> addressing() {
    return value("ipam", ANNOUNCING.getFirst());
  }

  static boolean announcesPods(String addressing) {
    return ANNOUNCING.contains(addressing);
  }

  /**
   * Whether pods get their addresses from CiliumPodIPPools, or may: what is announced of them is
   * nothing in other modes.
   */
  boolean hasPools() {
    return !(addressing() instanceof Known<String>(String mode, _)) || mode.equals(POOLS);
  }

  /** What pods get addresses from, if Cilium itself gives nodes their CIDRs. */
  List<Prefix> pool() {
    return addressing().is(ANNOUNCING.getFirst())
        ? ClusterCidrs.readable(
            Arrays.stream(
                    (text("cluster-pool-ipv4-cidr") + " " + text("cluster-pool-ipv6-cidr"))
                        .split("[ ,]+"))
                .filter(text -> !text.isEmpty())
                .toList())
        : List.of();
  }

  /** The addresses that are not masqueraded, if it says so. */
  List<Prefix> nativeRouting() {
    return ClusterCidrs.readable(List.of(text("ipv4-native-routing-cidr")));
  }

  private String text(String name) {
    return value(name, "") instanceof Known<String>(String text, _) ? text : "";
  }

  /** Where agents look for the passwords of peers; empty if they look nowhere. */
  Answer<String> secretsNamespace() {
    return value("bgp-secrets-namespace", "");
  }

  /** How agents take their BGP identifier: {@code default} from the node's address. */
  Answer<String> routerIds() {
    return value("bgp-router-id-allocation-mode", "default");
  }
}
