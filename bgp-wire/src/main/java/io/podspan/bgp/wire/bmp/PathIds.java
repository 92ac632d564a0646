package io.podspan.bgp.wire.bmp;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.PathPrefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the UPDATEs of one table of one peer, and finds out whether their prefixes have path
 * identifiers (RFC 7911).
 *
 * <p>They should where both OPENs say so. Routers do otherwise: FRR 8.4 never writes them, GoBGP
 * 3.10 in Adj-RIB-In before its policy and not after it. Most UPDATEs can be read in one way only,
 * or in the other a prefix comes twice in a row: an identifier below 65,536 begins as two default
 * routes do. One that can be read in both is read as those before it, and the first as the OPENs
 * say.
 *
 * <p>Thread: one at a time.
 */
public final class PathIds {
  private final Set<AddressFamily> agreed;
  private final Set<AddressFamily> seenWith = EnumSet.noneOf(AddressFamily.class);
  private final Set<AddressFamily> seenWithout = EnumSet.noneOf(AddressFamily.class);

  /**
   * @param agreed the families in which the OPENs of the peer agree on them: {@link
   *     BmpMessage.PeerUp#pathIds}
   */
  public PathIds(Set<AddressFamily> agreed) {
    this.agreed = agreed.isEmpty() ? Set.of() : EnumSet.copyOf(agreed);
  }

  /**
   * @param frame a whole UPDATE with its header
   */
  public UpdateRead read(Octets frame, boolean twoOctetAs) {
    if (agreed.isEmpty()) {
      return UpdateReader.read(frame, twoOctetAs, Set.of());
    }
    UpdateRead first = UpdateReader.read(frame, twoOctetAs, likely());
    if (first instanceof MonitoredUpdate update && isKnown(update) && isPlausible(update)) {
      return update;
    }
    UpdateRead second = UpdateReader.read(frame, twoOctetAs, unlikely());
    boolean one = first instanceof MonitoredUpdate update && isPlausible(update);
    boolean other = second instanceof MonitoredUpdate update && isPlausible(update);
    if (one != other) {
      learn(one ? first : second, one ? likely() : unlikely());
    }
    return one || (first instanceof MonitoredUpdate && !other) ? first : orFault(second, first);
  }

  /** The second if it could be read, otherwise what was wrong with the first. */
  private static UpdateRead orFault(UpdateRead second, UpdateRead first) {
    return second instanceof MonitoredUpdate ? second : first;
  }

  private static boolean isPlausible(MonitoredUpdate update) {
    return update.routes().stream()
        .noneMatch(routes -> hasTwins(routes.withdrawn()) || hasTwins(routes.announced()));
  }

  private static boolean hasTwins(List<PathPrefix> paths) {
    for (int i = 1; i < paths.size(); i++) {
      if (paths.get(i).equals(paths.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown(MonitoredUpdate update) {
    return families(update).stream()
        .allMatch(f -> !agreed.contains(f) || seenWith.contains(f) || seenWithout.contains(f));
  }

  /** As seen before, otherwise as the OPENs say. */
  private Set<AddressFamily> likely() {
    Set<AddressFamily> families = EnumSet.copyOf(agreed);
    families.removeAll(seenWithout);
    return families;
  }

  private Set<AddressFamily> unlikely() {
    Set<AddressFamily> families = EnumSet.copyOf(agreed);
    families.removeAll(likely());
    return families;
  }

  private void learn(UpdateRead read, Set<AddressFamily> with) {
    if (!(read instanceof MonitoredUpdate update)) {
      return;
    }
    for (AddressFamily family : families(update)) {
      if (agreed.contains(family)) {
        (with.contains(family) ? seenWith : seenWithout).add(family);
        (with.contains(family) ? seenWithout : seenWith).remove(family);
      }
    }
  }

  private static Set<AddressFamily> families(MonitoredUpdate update) {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    update.routes().forEach(routes -> families.add(routes.family()));
    return families;
  }
}
