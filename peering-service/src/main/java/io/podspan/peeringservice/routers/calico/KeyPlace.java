package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the Secrets with reflectors' keys are: Calico reads those of its own namespace alone, and
 * only if its service account may. Calico's manifests give it no such right. Pure.
 *
 * @param namespace of calico-node
 * @param account the service account of calico-node
 * @param mayWrite whether Podspan may write Secrets there
 * @param gone the names of those of ours that BGPPeers name and that are known not to be there
 */
record KeyPlace(String namespace, String account, boolean mayWrite, Set<String> gone) {
  /** Where no calico-node was found: it may be deleted and made again just now. */
  static final KeyPlace UNKNOWN = new KeyPlace("", "", true, Set.of());

  KeyPlace {
    gone = Set.copyOf(gone);
  }

  /** The Secrets of these reflectors that somebody deleted. */
  List<KeySecret> lost(Collection<Reflector> reflectors) {
    return reflectors.stream()
        .flatMap(reflector -> Stream.ofNullable(of(reflector)))
        .filter(key -> key.ours() && gone.contains(key.name()))
        .toList();
  }

  @Nullable KeySecret of(Reflector reflector) {
    return KeySecret.of(reflector, namespace);
  }

  private static List<Reflector> keyed(Aim aim) {
    return aim.wanted().stream().filter(Reflector::keyed).toList();
  }

  private boolean isKnown() {
    return !namespace.isEmpty();
  }

  /** In another namespace nobody reads a Secret, and nobody would find ours to take it away. */
  Optional<Unplannable> objection(ObjectChange change) {
    boolean oursGo = change.formerKeys().stream().anyMatch(KeySecret::ours);
    return isKnown() || (change.neededKeys().isEmpty() && !oursGo)
        ? Optional.empty()
        : Optional.of(
            new Unplannable(
                "A reflector has a key, and no DaemonSet calico-node was found, so it is not known"
                    + " in which namespace Calico reads the Secret with it.",
                "Bring calico-node back, then retry."));
  }

  Optional<Unplannable> objection(Aim aim) {
    return mayWrite || aim.wanted().stream().allMatch(r -> r.keyToWrite().isEmpty())
        ? Optional.empty()
        : Optional.of(
            new Unplannable(
                "A reflector has a key, and the user of the kubeconfig may not write Secrets in "
                    + namespace
                    + ", from which Calico would read it.",
                "Run podspan clusters grant of this version again, or register the cluster with"
                    + " changes: byHand, and put the Secret there as the rollout says."));
  }

  Optional<Caution> caution(Aim aim) {
    List<Reflector> keyed = keyed(aim);
    return keyed.isEmpty() || !isKnown()
        ? Optional.empty()
        : Optional.of(
            new Caution(
                "calico-key-secret",
                "Calico reads the keys of the reflectors from Secrets in "
                    + namespace
                    + ", and its manifests do not let the service account "
                    + account
                    + " read any.",
                "Let it read these, once: "
                    + commands(keyed.stream().map(KeySecret::name).toList())));
  }

  /** A Role of these Secrets alone. Podspan may give nobody a right that it does not have. */
  String commands(List<String> secrets) {
    String kubectl = "kubectl -n " + namespace + " create ";
    return kubectl
        + "role podspan-bgp --verb=get,list,watch --resource=secrets "
        + secrets.stream().map(name -> "--resource-name=" + name).collect(Collectors.joining(" "))
        + " && "
        + kubectl
        + "rolebinding podspan-bgp --role=podspan-bgp --serviceaccount="
        + namespace
        + ":"
        + account
        + ".";
  }
}
