package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an agent of Cilium has to announce of its node's pods.
 *
 * @param node the CiliumNode
 * @param ipam the mode that the agent was started with
 * @param pools all CiliumPodIPPools
 */
public record CiliumPrefixes(JsonNode node, String ipam, List<? extends JsonNode> pools) {
  private static final Set<String> OF_NODES = Set.of("cluster-pool", "kubernetes");

  /** By what CiliumBGPAdvertisements select; those of IPv4. */
  List<Prefix> announced(Stream<? extends JsonNode> advertisements) {
    Set<Prefix> announced = new TreeSet<>();
    advertisements
        .flatMap(object -> object.at("/spec/advertisements").valueStream())
        .flatMap(this::announced)
        .map(Prefix::of)
        .filter(prefix -> prefix.family() == IpFamily.IPV4)
        .forEach(announced::add);
    return List.copyOf(announced);
  }

  private Stream<String> announced(JsonNode advertisement) {
    return switch (advertisement.path("advertisementType").asText()) {
      case "PodCIDR" ->
          OF_NODES.contains(ipam)
              ? node.at("/spec/ipam/podCIDRs").valueStream().map(JsonNode::asText)
              : Stream.empty();
      case "CiliumPodIPPool" ->
          node.at("/spec/ipam/pools/allocated")
              .valueStream()
              .filter(allocated -> isSelected(advertisement.path("selector"), allocated))
              .flatMap(allocated -> allocated.path("cidrs").valueStream())
              .map(JsonNode::asText);
      default -> Stream.empty();
    };
  }

  /** Without a selector none is. A pool has its name as a label, too. */
  private boolean isSelected(JsonNode selector, JsonNode allocated) {
    String name = allocated.path("pool").asText();
    return !selector.isMissingNode()
        && pools.stream()
            .filter(pool -> pool.at("/metadata/name").asText().equals(name))
            .anyMatch(
                pool -> {
                  ObjectNode labels = pool.path("metadata").deepCopy();
                  return LabelSelector.matches(
                      selector, labels.withObject("/labels").put("io.cilium.podippool.name", name));
                });
  }
}
