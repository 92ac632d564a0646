package io.podspan.bgp.wire.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Capability;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Messages by hand, field by field from the RFCs, and those that real routers sent. */
final class Vectors {
  /** Of 198.51.100.2 in AS 65001, at 1,700,000,000.000500. */
  static final String PEER =
      "00 00 0000000000000000 000000000000000000000000c6336402 0000fde9 c6336402 6553f100 000001f4";

  static final String OPEN = "ffffffffffffffffffffffffffffffff 001d 01 04 fde9 00b4 c6336401 00";

  static final PeerHeader PEER_HEADER = header(PeerHeader.Type.GLOBAL, 0);

  private Vectors() {}

  static PeerHeader header(PeerHeader.Type type, int flags) {
    return new PeerHeader(
        type,
        flags,
        0,
        IpAddress.of((flags & PeerHeader.IPV6) != 0 ? "2001:db8::2" : "198.51.100.2"),
        65001,
        0xc6336402,
        1_700_000_000,
        500);
  }

  static byte[] message(int type, String body) {
    byte[] content = Frames.hex(body);
    String head = String.format("03 %08x %02x", BmpFrame.LENGTH + content.length, type);
    return Frames.hex(head + body);
  }

  static Message.Open open(Capability... capabilities) {
    Capabilities all = Capabilities.ours(65001, EnumSet.allOf(AddressFamily.class));
    for (Capability capability : capabilities) {
      all = all.with(capability);
    }
    return new Message.Open(4, 65001, 180, 0xc6336401, all);
  }

  /** 1 receives, 2 sends, 3 both. */
  static Capability addPath(int does) {
    return new Capability(AddPath.CODE, Octets.of(Frames.hex("0001 01 0" + does)));
  }

  static Stream<byte[]> captured() {
    return Stream.of("gobgp-3.10.bmp", "frr-8.4.bmp").flatMap(file -> captured(file).stream());
  }

  /** All messages of a file that holds a whole stream. */
  static List<byte[]> captured(String file) {
    List<byte[]> all = new ArrayList<>();
    Cursor in = new Cursor(octets(file));
    while (in.more()) {
      Cursor head = in.again();
      head.skip(1);
      all.add(in.octets((int) head.u32()));
    }
    return all;
  }

  private static byte[] octets(String file) {
    try (InputStream in =
        Objects.requireNonNull(Vectors.class.getResourceAsStream(file), () -> file)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
