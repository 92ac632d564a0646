package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.routers.cilium.ClusterConfig.Peer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets with reflectors' keys, where Cilium's agents look for them. Pure.
 *
 * @param place the namespace; empty if they look nowhere
 * @param mayWrite whether Podspan may write Secrets there
 * @param named those that CiliumBGPPeerConfigs name, by the names of these
 * @param gone the names of those of ours that are known not to be there
 */
record KeyPlan(
    Answer<String> place, boolean mayWrite, Map<String, String> named, Set<String> gone) {

  @Nullable KeySecret of(Reflector reflector) {
    return place instanceof Known<String>(String namespace, _)
        ? KeySecret.of(reflector, namespace)
        : null;
  }

  /** The Secret of a peer, if it is ours: one that somebody else named is not ours to take away. */
  @Nullable KeySecret ours(Reflector reflector, Peer peer) {
    KeySecret key = of(reflector);
    return key != null && key.name().equals(named.get(peer.configRef())) ? key : null;
  }

  /** The Secret that this peer names, if it is ours and somebody deleted it. */
  Optional<KeySecret> lost(Reflector reflector, Peer peer) {
    return Optional.ofNullable(ours(reflector, peer))
        .filter(key -> key.ours() && gone.contains(key.name()));
  }

  /** Whether the reflector wants a key, and this peer at its address has none. */
  boolean isMissing(Reflector reflector, Peer peer) {
    return reflector.keyed() && !named.containsKey(peer.configRef());
  }

  static Unplannable withoutPassword(Peer peer, Reflector reflector) {
    return new Unplannable(
        "The peer "
            + peer.name()
            + " in the CiliumBGPClusterConfig "
            + ClusterConfig.OURS
            + " has the address of the reflector "
            + reflector.name()
            + ", and no password, which the reflector wants.",
        "Put authSecretRef back into the CiliumBGPPeerConfig "
            + peer.configRef()
            + " if somebody took it out, or withdraw the interconnect that it is of.");
  }

  /** Why no agent would read a key. */
  Optional<Unplannable> objection(Aim aim) {
    if (aim.wanted().stream().allMatch(reflector -> !reflector.keyed())) {
      return Optional.empty();
    }
    boolean writes = aim.wanted().stream().anyMatch(r -> r.keyToWrite().isPresent());
    return switch (place) {
      case Unknown<String>(String why) ->
          Optional.of(
              new Unplannable(
                  "A reflector has a key, and it is not known where Cilium reads it: " + why + ".",
                  "Grant the right to get this ConfigMap."));
      case Known<String>(String namespace, String source) when namespace.isEmpty() ->
          Optional.of(
              new Unplannable(
                  "A reflector has a key, and Cilium's agents read no passwords of peers: "
                      + source
                      + " has no bgp-secrets-namespace.",
                  "Set bgpControlPlane.secretsNamespace.name in Cilium's Helm values."));
      case Known<String>(String namespace, _) when writes && !mayWrite ->
          Optional.of(
              new Unplannable(
                  "A reflector has a key, and the user of the kubeconfig may not write Secrets in "
                      + namespace
                      + ", from which Cilium would read it.",
                  "Run podspan clusters grant of this version again, or register the cluster with"
                      + " changes: byHand, and put the Secret there as the rollout says."));
      case Known<String> _ -> Optional.empty();
    };
  }
}
