package io.podspan.peeringservice.routers.calico;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.ShellWords;
import io.podspan.peeringservice.peering.Cidrs;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects that our changes have made and not taken away again. Pure. */
final class ObjectRemains {
  private ObjectRemains() {}

  /** By what the changes wrote, the oldest first. */
  static Collection<CalicoObject> left(List<RouterChange> written) {
    Map<String, CalicoObject> left = new LinkedHashMap<>();
    for (RouterChange change : written) {
      if (change.driver().equals(ObjectChange.DRIVER)) {
        ObjectChange objects = ObjectChange.of(change);
        objects.deleted().forEach(object -> left.remove(key(object)));
        objects.created().forEach(object -> left.put(key(object), object));
      }
    }
    return left.values();
  }

  private static String key(CalicoObject object) {
    return object.getClass().getSimpleName() + "/" + object.name();
  }

  /** What no other interconnect of the cluster needs. */
  static List<Remains> of(Aim leave, List<RouterChange> written) {
    List<Remains> remains =
        new ArrayList<>(
            left(written).stream()
                .filter(object -> isUnneeded(object, leave))
                .map(ObjectRemains::remains)
                .toList());
    services(leave, written).ifPresent(remains::add);
    if (leave.stillJoined().isEmpty()) {
      filter(written).map(ObjectRemains::remains).ifPresent(remains::add);
    }
    return remains;
  }

  /**
   * What was written of ClusterIPs last, if it was for this interconnect. Others of the cluster may
   * ask for the same, so no command takes it out.
   */
  private static Optional<Remains> services(Aim leave, List<RouterChange> written) {
    return written.reversed().stream()
        .filter(change -> change.driver().equals(ObjectChange.DRIVER))
        .flatMap(change -> Stream.ofNullable(ObjectChange.of(change).services()))
        .findFirst()
        .filter(services -> services.asks(leave.interconnect()))
        .map(ServiceChange::wanted)
        .map(
            ranges ->
                new Remains(
                    CalicoApi.CONFIGURATION.kind() + " " + ServiceRanges.NAME,
                    ranges.shown().stream().map(line -> "- " + line).toList(),
                    List.of()));
  }

  /** What was written of it last; empty if there is none. */
  private static Optional<FilterRules> filter(List<RouterChange> written) {
    return written.reversed().stream()
        .filter(change -> change.driver().equals(ObjectChange.DRIVER))
        .flatMap(change -> Stream.ofNullable(ObjectChange.of(change).filter()))
        .findFirst()
        .map(FilterChange::wanted);
  }

  private static Remains remains(FilterRules rules) {
    return new Remains(
        "BGPFilter " + FilterRules.NAME,
        List.of("- " + rules.shown()),
        List.of("kubectl " + CustomObjects.deletion("bgpfilters", FilterRules.NAME)));
  }

  private static boolean isUnneeded(CalicoObject object, Aim leave) {
    return switch (object) {
      case PeerObject peer ->
          leave.unwanted().stream().anyMatch(r -> r.endpoint().equals(peer.peerIp()));
      case PoolObject pool -> {
        List<Prefix> needed =
            leave.stillJoined().stream().flatMap(c -> c.joinedCidrs().stream()).toList();
        yield Cidrs.normalised(pool.cidr()).filter(needed::contains).isEmpty();
      }
    };
  }

  private static Remains remains(CalicoObject object) {
    List<String> line = List.of("- " + object.shown());
    return switch (object) {
      case PeerObject peer -> new Remains("BGPPeer " + peer.name(), line, commands(peer));
      case PoolObject pool -> new Remains("IPPool " + pool.name(), line, commands(pool));
    };
  }

  /** A rollout that did not end has left peers of single nodes in the place of the one of all. */
  private static List<String> commands(PeerObject peer) {
    return ShellWords.arePlain(peer.name())
        ? List.of(
            "kubectl " + CustomObjects.deletion("bgppeers", peer.name()),
            "kubectl get bgppeers -l "
                + CustomObjects.OURS
                + " -o name | grep '/"
                + peer.name()
                + "[.]' | xargs -r kubectl delete")
        : List.of();
  }

  private static List<String> commands(PoolObject pool) {
    return ShellWords.arePlain(pool.name())
        ? List.of("kubectl " + CustomObjects.deletion("ippools", pool.name()))
        : List.of();
  }
}
