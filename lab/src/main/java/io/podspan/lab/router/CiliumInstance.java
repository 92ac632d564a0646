package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.podspan.addresses.Prefix;
import io.podspan.lab.router.KubeRouterFlags.GracefulRestart;
import io.podspan.lab.router.KubeRouterFlags.PeerRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The BGP instance of a node, as Cilium's agent makes it of the node's CiliumBGPNodeConfig and what
 * that refers to. Its engine is the one of kube-router, and is set up with the same settings.
 *
 * @param settings whether it announces anything is one of them
 * @param announced what it does
 */
public record CiliumInstance(KubeRouterFlags settings, List<Prefix> announced) {
  /** gobgpd does not listen on it. Cilium's engine does not listen either unless it is told to. */
  private static final int NO_PORT = -1;

  private static final long HOLD_SECONDS = 90;
  private static final long RESTART_SECONDS = 120;

  /**
   * Empty if the configuration has no instance.
   *
   * @param secrets passwords by the names of Secrets
   * @param prefixes what the node has to announce
   */
  public static Optional<CiliumInstance> of(
      JsonNode nodeConfig,
      List<? extends JsonNode> peerConfigs,
      List<? extends JsonNode> advertisements,
      Function<String, Optional<String>> secrets,
      CiliumPrefixes prefixes) {
    JsonNode instance = nodeConfig.at("/spec/bgpInstances/0");
    if (instance.isMissingNode()) {
      return Optional.empty();
    }
    var peers = new ArrayList<PeerRouter>();
    Set<Prefix> announced = new TreeSet<>();
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
      announced.addAll(prefixes.announced(selected(spec, advertisements)));
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
                !announced.isEmpty(),
                restart,
                peers),
            List.copyOf(announced)));
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

  /** The advertisements that a family of the peer selects. */
  private static Stream<? extends JsonNode> selected(
      JsonNode spec, List<? extends JsonNode> advertisements) {
    return spec.path("families")
        .valueStream()
        .filter(family -> family.path("afi").asText().equals("ipv4"))
        .map(family -> family.path("advertisements"))
        .filter(selector -> !selector.isMissingNode())
        .flatMap(
            selector ->
                advertisements.stream()
                    .filter(
                        advertisement ->
                            LabelSelector.matches(selector, advertisement.at("/metadata/labels"))));
  }
}
