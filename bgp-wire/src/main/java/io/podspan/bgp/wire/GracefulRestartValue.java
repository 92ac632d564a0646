package io.podspan.bgp.wire;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The octets of the Graceful Restart capability: flags and restart time in two octets, then four
 * for each family (RFC 4724, section 3).
 */
final class GracefulRestartValue {
  private static final int HEADER = 2;
  private static final int TUPLE = 4;
  private static final int RESTARTING = 0x8;
  private static final int NOTIFICATION = 0x4;
  private static final int FORWARDING = 0x80;

  private GracefulRestartValue() {}

  /**
   * Of several the last one counts. A value that no length of the RFC fits is ignored, as if the
   * speaker had not announced it: a session is worth more than the restart of it.
   */
  static Optional<GracefulRestart> decode(List<Octets> values) {
    byte[] value = values.getLast().toArray();
    if (value.length < HEADER || (value.length - HEADER) % TUPLE != 0) {
      return Optional.empty();
    }
    int flags = (value[0] & 0xff) >>> 4;
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    Set<AddressFamily> preserved = EnumSet.noneOf(AddressFamily.class);
    for (int at = HEADER; at < value.length; at += TUPLE) {
      int afi = (value[at] & 0xff) << 8 | (value[at + 1] & 0xff);
      AddressFamily family = AddressFamily.find(afi, value[at + 2] & 0xff);
      if (family != null) {
        families.add(family);
        if ((value[at + 3] & FORWARDING) != 0) {
          preserved.add(family);
        }
      }
    }
    return Optional.of(
        new GracefulRestart(
            (flags & RESTARTING) != 0,
            (flags & NOTIFICATION) != 0,
            (value[0] & 0xf) << 8 | (value[1] & 0xff),
            families,
            preserved));
  }

  static List<Octets> encode(Optional<GracefulRestart> announced) {
    return announced.map(GracefulRestartValue::octets).stream().toList();
  }

  private static Octets octets(GracefulRestart announced) {
    List<AddressFamily> families = new ArrayList<>(announced.families());
    families.sort(null);
    byte[] value = new byte[HEADER + TUPLE * families.size()];
    int flags =
        (announced.restarting() ? RESTARTING : 0) | (announced.notification() ? NOTIFICATION : 0);
    value[0] = (byte) (flags << 4 | announced.restartSeconds() >>> 8);
    value[1] = (byte) announced.restartSeconds();
    int at = HEADER;
    for (AddressFamily family : families) {
      value[at] = (byte) (family.afi() >>> 8);
      value[at + 1] = (byte) family.afi();
      value[at + 2] = (byte) family.safi();
      value[at + 3] = (byte) (announced.preserved().contains(family) ? FORWARDING : 0);
      at += TUPLE;
    }
    return Octets.of(value);
  }
}
