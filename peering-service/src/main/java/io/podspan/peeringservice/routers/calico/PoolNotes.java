package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.routers.calico.ObjectReading.Pool;
import java.util.List;
import java.util.stream.Collectors;

/** Whether BIRD announces what pods get addresses from. Pure. */
final class PoolNotes {
  private PoolNotes() {}

  static RouterNote announced(List<Pool> pools) {
    List<Pool> own = pools.stream().filter(pool -> pool.interconnect().isEmpty()).toList();
    List<Pool> hidden = own.stream().filter(Pool::hidden).toList();
    if (hidden.isEmpty()) {
      return RouterNote.pass(Check.PODS_ANNOUNCED, "BIRD announces the blocks of its nodes.");
    }
    String what =
        "The pods of "
            + hidden.stream()
                .map(pool -> "IPPool " + pool.name() + " (" + pool.cidr() + ")")
                .collect(Collectors.joining(", "))
            + " are not announced (disableBGPExport), so other clusters get no routes to them.";
    String whatToDo = "Set disableBGPExport of this IPPool to false.";
    return hidden.size() == own.size()
        ? RouterNote.block(Check.PODS_ANNOUNCED, "pods-not-announced", what, whatToDo)
        : RouterNote.caution(Check.PODS_ANNOUNCED, "pods-not-announced", what, whatToDo);
  }
}
