package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the Secrets with reflectors' keys are: Calico reads those of its own namespace alone, and
 * only if its service account may. Calico's manifests give it no such right. Pure.
 *
 * @param namespace of calico-node
 * @param account the service account of calico-node
 * @param mayWrite whether Podspan may write Secrets there
 */
record KeyPlace(String namespace, String account, boolean mayWrite) {
  static final KeyPlace USUAL = new KeyPlace("kube-system", "calico-node", true);

  @Nullable KeySecret of(Reflector reflector) {
    return KeySecret.of(reflector, namespace);
  }

  private static List<Reflector> keyed(Aim aim) {
    return aim.wanted().stream().filter(Reflector::keyed).toList();
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
    return keyed.isEmpty()
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
