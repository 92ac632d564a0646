package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Calico objects to create and to delete. It is the document in a {@link RouterChange} of this
 * driver, so its components are a stored format: add to them, do not rename them.
 */
record ObjectChange(List<CalicoObject> created, List<CalicoObject> deleted) {
  static final String DRIVER = "calico-bgppeer";

  ObjectChange {
    created = List.copyOf(created);
    deleted = List.copyOf(deleted);
  }

  static ObjectChange of(RouterChange change) {
    return Documents.read(change.document(), ObjectChange.class);
  }

  RouterChange toChange() {
    return new RouterChange(DRIVER, Documents.write(this), diff());
  }

  ObjectChange reversed() {
    return new ObjectChange(deleted, created);
  }

  private List<String> diff() {
    List<String> diff = new ArrayList<>();
    deleted.forEach(object -> diff.add("- " + object.shown()));
    created.forEach(object -> diff.add("+ " + object.shown()));
    return List.copyOf(diff);
  }
}
