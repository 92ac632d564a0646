package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.Spec;
import java.util.ArrayList;
import java.util.List;

/** What of an object of ours is not as we write it. Pure. */
final class ObjectDifference {
  private static final List<String> OF_PEERS =
      List.of("peerIP", "asNumber", "nodeSelector", "node", "filters");

  /** What of a pool of ours keeps source addresses. */
  private static final List<String> OF_POOLS =
      List.of("cidr", "disabled", "natOutgoing", "disableBGPExport");

  private ObjectDifference() {}

  /** A clause each, {@code asNumber 64999}; none if it is as it is to be. */
  static List<String> of(GenericKubernetesResource present, GenericKubernetesResource wanted) {
    boolean peer = wanted.getKind().equals(CalicoApi.PEER.kind());
    List<String> differences = new ArrayList<>();
    if (!OwnObjects.isOurs(present)) {
      differences.add("the label " + CustomObjects.OURS + " is gone");
    }
    (peer ? OF_PEERS : OF_POOLS)
        .stream()
            .filter(field -> !text(present, field).equals(text(wanted, field)))
            .forEach(field -> differences.add(field + " " + shown(present, field)));
    if (peer && BgpPeer.of(wanted).hasPassword() && !BgpPeer.of(present).hasPassword()) {
      differences.add("password is not set");
    }
    if (differences.isEmpty() && peer && !isLike(present, wanted)) {
      differences.add("it sets " + String.join(", ", BgpPeer.of(present).particulars()));
    }
    return List.copyOf(differences);
  }

  private static boolean isLike(
      GenericKubernetesResource present, GenericKubernetesResource wanted) {
    return BgpPeer.of(present).isLike(BgpPeer.of(wanted));
  }

  /** Calico's own default counts as written out. */
  private static String text(GenericKubernetesResource object, String field) {
    String text = Spec.text(object, field).replace(" ", "");
    return switch (field) {
      case "nodeSelector" -> text.isEmpty() && Spec.text(object, "node").isEmpty() ? "all()" : text;
      case "disabled", "natOutgoing", "disableBGPExport" -> text.isEmpty() ? "false" : text;
      default -> text;
    };
  }

  private static String shown(GenericKubernetesResource object, String field) {
    String text = text(object, field);
    return text.isEmpty() ? "is not set" : text;
  }
}
