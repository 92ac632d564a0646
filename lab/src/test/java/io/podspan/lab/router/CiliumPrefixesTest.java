package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.Prefix;
import io.podspan.lab.api.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an agent announces, by its mode and what advertisements select. */
class CiliumPrefixesTest {
  private static final JsonNode NODE =
      Json.parse(
          """
          {"spec": {"ipam": {"podCIDRs": ["10.1.1.0/24"], "pools": {"allocated": [
            {"pool": "default", "cidrs": ["10.10.0.0/27", "fd00::/120"]},
            {"pool": "green", "cidrs": ["10.20.0.0/24"]}]}}}}
          """);
  private static final List<JsonNode> POOLS =
      List.of(
          Json.parse("{\"metadata\": {\"name\": \"default\"}}"),
          Json.parse("{\"metadata\": {\"name\": \"green\", \"labels\": {\"color\": \"green\"}}}"));

  private static List<String> announced(String ipam, String... types) {
    return new CiliumPrefixes(NODE, ipam, POOLS)
            .announced(
                Stream.of(types)
                    .map(type -> Json.parse("{\"spec\": {\"advertisements\": [" + type + "]}}")))
            .stream()
            .map(Prefix::toString)
            .toList();
  }

  @Test
  void podCidrsAreAnnouncedInTheModesThatHaveThem() {
    String podCidr = "{\"advertisementType\": \"PodCIDR\"}";
    assertThat(announced("cluster-pool", podCidr)).containsExactly("10.1.1.0/24");
    assertThat(announced("kubernetes", podCidr)).containsExactly("10.1.1.0/24");
    assertThat(announced("multi-pool", podCidr)).isEmpty();
  }

  @Test
  void whatTheNodeHasOfAPoolIsAnnouncedIfThePoolIsSelected() {
    String all =
        """
        {"advertisementType": "CiliumPodIPPool", "selector": {"matchExpressions": [
          {"key": "none", "operator": "NotIn", "values": ["x"]}]}}
        """;
    assertThat(announced("multi-pool", all)).containsExactly("10.10.0.0/27", "10.20.0.0/24");
    assertThat(
            announced(
                "multi-pool",
                """
                {"advertisementType": "CiliumPodIPPool",
                 "selector": {"matchLabels": {"color": "green"}}}
                """))
        .containsExactly("10.20.0.0/24");
    assertThat(
            announced(
                "multi-pool",
                """
                {"advertisementType": "CiliumPodIPPool",
                 "selector": {"matchLabels": {"io.cilium.podippool.name": "default"}}}
                """))
        .containsExactly("10.10.0.0/27");
  }

  @Test
  void withoutASelectorNoPoolIsSelected() {
    assertThat(announced("multi-pool", "{\"advertisementType\": \"CiliumPodIPPool\"}")).isEmpty();
  }
}
