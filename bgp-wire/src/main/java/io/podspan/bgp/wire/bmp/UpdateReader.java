package io.podspan.bgp.wire.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.PathPrefix;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one UPDATE of a route monitoring message. Single use. */
public final class UpdateReader {
  private static final AddressFamily IPV4 = AddressFamily.IPV4_UNICAST;
  private static final int MARKER = 16;
  private static final int EXTENDED_LENGTH = 0x10;
  private static final int AS_PATH = 2;
  private static final int NEXT_HOP = 3;
  private static final int MED = 4;
  private static final int LOCAL_PREF = 5;
  private static final int MP_REACH = 14;
  private static final int MP_UNREACH = 15;
  private static final int NUMBER = 4;

  private final boolean twoOctetAs;
  private final Set<AddressFamily> withIds;
  private final List<Routes> routes = new ArrayList<>();
  private @Nullable IpAddress nextHop;
  private @Nullable AddressFamily emptied;
  private String asPath = "";
  private long med;
  private long localPref = MonitoredUpdate.NO_LOCAL_PREF;
  private int attributes;

  private UpdateReader(boolean twoOctetAs, Set<AddressFamily> withIds) {
    this.twoOctetAs = twoOctetAs;
    this.withIds = withIds;
  }

  /**
   * @param frame a whole UPDATE with its header
   * @param twoOctetAs whether AS_PATH has two octets per AS
   * @param withIds the families whose prefixes have path identifiers
   */
  public static UpdateRead read(Octets frame, boolean twoOctetAs, Set<AddressFamily> withIds) {
    try {
      return new UpdateReader(twoOctetAs, withIds).read(new Cursor(frame.toArray()));
    } catch (Cursor.Fault fault) {
      return fault.asFault(BmpMessage.ROUTE_MONITORING);
    }
  }

  private MonitoredUpdate read(Cursor in) {
    header(in);
    List<PathPrefix> withdrawn = prefixes(IPV4, in.part(in.u16()));
    if (!withdrawn.isEmpty()) {
      routes.add(new Routes(IPV4, withdrawn, null, List.of()));
    }
    attributes(in.part(in.u16()));
    List<PathPrefix> announced = prefixes(IPV4, in);
    if (!announced.isEmpty()) {
      routes.add(new Routes(IPV4, List.of(), nextHop, announced));
    }
    return new MonitoredUpdate(routes, asPath, med, localPref, endOfRib());
  }

  private static void header(Cursor in) {
    int length = in.left();
    in.skip(MARKER);
    if (in.u16() != length) {
      throw in.fault(BmpFault.Kind.BGP, "the UPDATE is not as long as its message");
    }
    int type = in.u8();
    if (type != Message.UPDATE) {
      throw in.fault(BmpFault.Kind.BGP, "a BGP message of type " + type + " is no UPDATE");
    }
    if (length < FrameHeader.LENGTH + NUMBER) {
      throw in.fault(BmpFault.Kind.BGP, "an UPDATE of " + length + " octets");
    }
  }

  /** RFC 4724, section 2. */
  private @Nullable AddressFamily endOfRib() {
    if (!routes.isEmpty()) {
      return null;
    }
    return attributes == 0 ? IPV4 : attributes == 1 ? emptied : null;
  }

  private void attributes(Cursor in) {
    while (in.more()) {
      int flags = in.u8();
      int code = in.u8();
      attribute(code, in.part((flags & EXTENDED_LENGTH) != 0 ? in.u16() : in.u8()));
      attributes++;
    }
  }

  private void attribute(int code, Cursor value) {
    switch (code) {
      case AS_PATH -> asPath = AsPathText.of(value, twoOctetAs);
      case NEXT_HOP -> nextHop = value.left() == NUMBER ? IpAddress.ofIpv4(value.i32()) : null;
      case MED -> med = value.left() == NUMBER ? value.u32() : med;
      case LOCAL_PREF -> localPref = value.left() == NUMBER ? value.u32() : localPref;
      case MP_REACH -> reach(value);
      case MP_UNREACH -> unreach(value);
      default -> {
        // Nothing here shows it.
      }
    }
  }

  private void reach(Cursor in) {
    AddressFamily family = AddressFamily.of(in.u16(), in.u8()).orElse(null);
    Cursor hop = in.part(in.u8());
    in.skip(1);
    if (family != null) {
      List<PathPrefix> announced = prefixes(family, in);
      routes.add(new Routes(family, List.of(), nextHop(hop), announced));
    }
  }

  /** A global address, and perhaps a link-local one (RFC 2545); IPv4 may have either (RFC 8950). */
  private static IpAddress nextHop(Cursor in) {
    return switch (in.left()) {
      case 4 -> IpAddress.ofIpv4(in.i32());
      case 16, 32 -> IpAddress.ofIpv6(in.octets(16), 0);
      default -> throw in.fault(BmpFault.Kind.ROUTE, "a next hop of " + in.left() + " octets");
    };
  }

  private void unreach(Cursor in) {
    AddressFamily family = AddressFamily.of(in.u16(), in.u8()).orElse(null);
    if (family == null) {
      return;
    }
    List<PathPrefix> withdrawn = prefixes(family, in);
    if (withdrawn.isEmpty()) {
      emptied = family;
    } else {
      routes.add(new Routes(family, withdrawn, null, List.of()));
    }
  }

  private List<PathPrefix> prefixes(AddressFamily family, Cursor in) {
    boolean ids = withIds.contains(family);
    List<PathPrefix> all = new ArrayList<>();
    while (in.more()) {
      long id = ids ? in.u32() : 0;
      all.add(new PathPrefix(prefix(family, in), id));
    }
    return all;
  }

  /** Bits behind its length do not count (RFC 4271, section 4.3). */
  private static Prefix prefix(AddressFamily family, Cursor in) {
    int length = in.u8();
    if (length > family.bits()) {
      throw in.fault(BmpFault.Kind.ROUTE, "a prefix of " + length + " bits");
    }
    byte[] octets = in.octets((length + 7) >>> 3);
    long high = 0;
    long low = 0;
    for (int i = 0; i < octets.length; i++) {
      long octet = octets[i] & 0xff;
      if (i < 8) {
        high |= octet << (56 - 8 * i);
      } else {
        low |= octet << (120 - 8 * i);
      }
    }
    return new Prefix(
        family.ip(), high & Prefix.highMask(length), low & Prefix.lowMask(length), length);
  }
}
