package io.podspan.bgp.wire;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Routes as the benchmarks need them: many, all different, always the same ones. */
public final class SampleRoutes {
  public static final int PREFIX_LENGTH = 24;

  private static final int FIRST_ADDRESS = 0x1400_0000;
  private static final int FIRST_NODE = 0x0AC8_0101;

  private SampleRoutes() {}

  /** 20.0.0.0/24 and those that follow. */
  public static int address(int index) {
    return FIRST_ADDRESS + (index << (32 - PREFIX_LENGTH));
  }

  public static Nlri prefixes(int first, int count) {
    Prefix[] prefixes = new Prefix[count];
    for (int i = 0; i < count; i++) {
      prefixes[i] = Prefix.ipv4(address(first + i), PREFIX_LENGTH);
    }
    return Nlri.of(prefixes);
  }

  /** BGP identifier, address and next hop of a node. */
  public static int node(int index) {
    return FIRST_NODE + index;
  }

  /** What a node announces its pods with: its own next hop, an empty AS_PATH. */
  public static PathAttributes ofNode(int index) {
    return PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.ofIpv4(node(index)));
  }

  /** What the Internet's routes look like: some hops, a MED, a community. */
  public static PathAttributes ofInternet(int index) {
    ByteBuffer bytes = ByteBuffer.allocate(128);
    bytes.put(new byte[] {0x40, 1, 1, 0});
    int hops = 1 + index % 5;
    bytes.put(new byte[] {0x40, 2, (byte) (2 + 4 * hops), 2, (byte) hops});
    for (int i = 0; i < hops; i++) {
      bytes.putInt(3000 + (index * 31 + i * 7) % 50_000);
    }
    bytes.put(new byte[] {0x40, 3, 4}).putInt(node(index));
    bytes.put(new byte[] {(byte) 0x80, 4, 4}).putInt(index);
    bytes.put(new byte[] {0x40, 5, 4}).putInt(100);
    bytes.put(new byte[] {(byte) 0xc0, 8, 4}).putInt(3000 << 16 | (index & 0xffff));
    return PathAttributes.of(Arrays.copyOf(bytes.array(), bytes.position()), null);
  }
}
