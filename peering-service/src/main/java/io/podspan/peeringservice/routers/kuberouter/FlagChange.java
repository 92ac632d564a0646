package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of a container's flags. It is the document in a {@link RouterChange} of this driver, so
 * its components are a stored format: add to them, do not rename them.
 *
 * @param field {@code args} or {@code command}
 * @param former all flags before
 * @param wanted all flags after
 * @param strategy the update strategy to restore afterwards, as JSON
 */
record FlagChange(
    String namespace,
    String daemonSet,
    String container,
    String field,
    List<String> former,
    List<String> wanted,
    String strategy) {
  static final String DRIVER = "kube-router-flags";

  FlagChange {
    former = List.copyOf(former);
    wanted = List.copyOf(wanted);
  }

  static FlagChange of(RouterChange change) {
    return Documents.read(change.document(), FlagChange.class);
  }

  RouterChange toChange() {
    return new RouterChange(DRIVER, Documents.write(this), diff());
  }

  FlagChange reversed() {
    return new FlagChange(namespace, daemonSet, container, field, wanted, former, strategy);
  }

  private List<String> diff() {
    List<String> removed = new ArrayList<>(PeerFlags.shown(former));
    List<String> added = new ArrayList<>(PeerFlags.shown(wanted));
    PeerFlags.shown(wanted).forEach(removed::remove);
    PeerFlags.shown(former).forEach(added::remove);
    List<String> diff = new ArrayList<>();
    removed.forEach(flag -> diff.add("- " + flag));
    added.forEach(flag -> diff.add("+ " + flag));
    return List.copyOf(diff);
  }
}
