package io.podspan.bgp.wire.bmp;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Octets;
import java.util.EnumSet;
import java.util.Set;

/** The capability of several paths per prefix (RFC 7911, section 4). Our own speakers lack it. */
final class AddPath {
  static final int CODE = 69;

  private static final int RECEIVE = 1;
  private static final int SEND = 2;
  private static final int ENTRY = 4;

  private AddPath() {}

  /** The families in which the one sends path identifiers to the other. */
  static Set<AddressFamily> families(Capabilities sender, Capabilities receiver) {
    Set<AddressFamily> families = having(sender, SEND);
    families.retainAll(having(receiver, RECEIVE));
    return families;
  }

  private static Set<AddressFamily> having(Capabilities speaker, int what) {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    for (Octets value : speaker.values(CODE)) {
      Cursor in = new Cursor(value.toArray());
      while (in.left() >= ENTRY) {
        AddressFamily.of(in.u16(), in.u8())
            .ifPresentOrElse(family -> take(families, family, in.u8(), what), () -> in.skip(1));
      }
    }
    return families;
  }

  private static void take(Set<AddressFamily> into, AddressFamily family, int does, int what) {
    if (does <= (RECEIVE | SEND) && (does & what) != 0) {
      into.add(family);
    }
  }
}
