package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.podspan.lab.router.KubeRouterFlags.GracefulRestart;
import io.podspan.lab.router.KubeRouterFlags.PeerRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The BGP instance of a node, as Cilium's agent makes it of the node's CiliumBGPNodeConfig and what
 * that refers to. Its engine is the one of kube-router, and is set up with the same settings.
 *
 * @param settings whether it announces the pod CIDR is one of them
 */
public record CiliumInstance(KubeRouterFlags settings) {
  /** gobgpd does not listen on it. Cilium's engine does not listen either unless it is told to. */
  private static final int NO_PORT = -1;

  private static final long HOLD_SECONDS = 90;
  private static final long RESTART_SECONDS = 120;

  /**
   * Empty if the configuration has no instance.
   *
   * @param secrets passwords by the names of Secrets
   */
  public static Optional<CiliumInstance> of(
      JsonNode nodeConfig,
      List<? extends JsonNode> peerConfigs,
      List<? extends JsonNode> advertisements,
      Function<String, Optional<String>> secrets) {
    JsonNode instance = nodeConfig.at("/spec/bgpInstances/0");
    if (instance.isMissingNode()) {
      return Optional.empty();
    }
    var peers = new ArrayList<PeerRouter>();
    boolean announces = false;
    long hold = HOLD_SECONDS;
    GracefulRestart restart = new GracefulRestart(false, RESTART_SECONDS, RESTART_SECONDS);
    for (JsonNode peer : instance.path("peers")) {
      Optional<JsonNode> config = config(peer, peerConfigs);
      if (config.isEmpty()) {
        // As the agent does: a peer without its configuration is left out.
        continue;
      }
      JsonNode spec = config.get();
      peers.add(peer(peer, spec, secrets));
      announces |= announces(spec, advertisements);
      hold = spec.at("/timers/holdTimeSeconds").asLong(HOLD_SECONDS);
      restart =
          new GracefulRestart(
              spec.at("/gracefulRestart/enabled").asBoolean(false),
              spec.at("/gracefulRestart/restartTimeSeconds").asLong(RESTART_SECONDS),
              RESTART_SECONDS);
    }
    return Optional.of(
        new CiliumInstance(
            new KubeRouterFlags(
                instance.path("localASN").asLong(),
                instance.path("routerID").asText(""),
                instance.path("localPort").asInt(NO_PORT),
                hold,
                false,
                announces,
                restart,
                peers)));
  }

  private static Optional<JsonNode> config(JsonNode peer, List<? extends JsonNode> peerConfigs) {
    String name = peer.at("/peerConfigRef/name").asText("");
    return name.isEmpty()
        ? Optional.of(MissingNode.getInstance())
        : peerConfigs.stream()
            .filter(config -> config.at("/metadata/name").asText().equals(name))
            .<JsonNode>map(config -> config.path("spec"))
            .findFirst();
  }

  private static PeerRouter peer(
      JsonNode peer, JsonNode spec, Function<String, Optional<String>> secrets) {
    String secret = spec.path("authSecretRef").asText("");
    return new PeerRouter(
        peer.path("peerAddress").asText(),
        peer.path("peerASN").asLong(),
        spec.at("/transport/peerPort").asInt(KubeRouterFlags.BGP_PORT),
        secret.isEmpty() ? "" : secrets.apply(secret).orElse(""));
  }

  /** Whether a family of the peer selects an advertisement of pod CIDRs. */
  private static boolean announces(JsonNode spec, List<? extends JsonNode> advertisements) {
    for (JsonNode family : spec.path("families")) {
      JsonNode selector = family.path("advertisements");
      if (family.path("afi").asText().equals("ipv4") && !selector.isMissingNode()) {
        for (JsonNode advertisement : advertisements) {
          boolean pods =
              advertisement
                  .at("/spec/advertisements")
                  .findValuesAsText("advertisementType")
                  .contains("PodCIDR");
          if (pods && LabelSelector.matches(selector, advertisement.at("/metadata/labels"))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
