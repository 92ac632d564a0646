package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.api.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class GobgpConfigTest {
  @Test
  void theMeshAndTheFlagsBecomeNeighbors() {
    JsonNode config = render("--peer-router-ips=198.18.0.1", "--peer-router-asns=64512");

    assertThat(config.at("/neighbors/0/config/neighbor-address").asText()).isEqualTo("198.18.0.32");
    assertThat(config.at("/neighbors/1/config/neighbor-address").asText()).isEqualTo("198.18.0.1");
    assertThat(config.at("/global/config/router-id").asText()).isEqualTo("198.18.0.31");
  }

  @Test
  void nothingButTheOwnPodCidrIsExported() {
    JsonNode config = render("--peer-router-ips=198.18.0.1", "--peer-router-asns=64512");

    assertThat(config.at("/global/apply-policy/config/default-export-policy").asText())
        .isEqualTo("reject-route");
    assertThat(config.at("/defined-sets/prefix-sets/0/prefix-list/0/ip-prefix").asText())
        .isEqualTo("10.3.1.0/24");
    assertThat(config.at("/policy-definitions/0/statements")).hasSize(2);
  }

  @Test
  void externalPeersGetNothingWhenThePodCidrIsNotAdvertised() {
    JsonNode config =
        render(
            "--peer-router-ips=198.18.0.1",
            "--peer-router-asns=64512",
            "--advertise-pod-cidr=false");

    assertThat(config.at("/policy-definitions/0/statements")).hasSize(1);
  }

  @Test
  void withoutFullMeshOtherNodesAreNoNeighbors() {
    assertThat(render("--nodes-full-mesh=false").path("neighbors")).isEmpty();
  }

  @Test
  void ofTwoNodesTheOneWithTheLowerAddressCalls() {
    assertThat(isPassiveTowards("198.18.0.32")).isFalse();
    assertThat(isPassiveTowards("198.18.0.30")).isTrue();
  }

  private static boolean isPassiveTowards(String mesh) {
    return Json.parse(
            GobgpConfig.render(KubeRouterFlags.parse(List.of()), Nodes.TOKYO_1, List.of(mesh)))
        .at("/neighbors/0/transport/config/passive-mode")
        .asBoolean();
  }

  @Test
  void gracefulRestartIsAskedForOnlyWhenFlagged() {
    assertThat(render().at("/neighbors/0/graceful-restart").isMissingNode()).isTrue();
    assertThat(
            render("--bgp-graceful-restart=true")
                .at("/neighbors/0/graceful-restart/config/deferral-time")
                .asInt())
        .isEqualTo(360);
  }

  private static JsonNode render(String... flags) {
    return Json.parse(
        GobgpConfig.render(
            KubeRouterFlags.parse(List.of(flags)), Nodes.TOKYO_1, List.of("198.18.0.32")));
  }
}
