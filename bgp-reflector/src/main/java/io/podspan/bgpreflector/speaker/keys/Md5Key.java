package io.podspan.bgpreflector.speaker.keys;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.config.Secret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kernel's struct tcp_md5sig: whose segments are signed with which key (RFC 2385).
 *
 * @param length of the prefix that the key is for
 */
public record Md5Key(IpAddress address, int length) {
  static final int STRUCT_LENGTH = 216;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int ADDRESS_LENGTH = 128;
  private static final byte FLAG_PREFIX = 1;

  /** Whether it is for one address. */
  boolean isOne() {
    return length == (address.ipv6() ? 128 : 32);
  }

  /** Has the kernel use this password. */
  public ByteBuffer with(Secret secret) {
    return struct(secret.octets());
  }

  /** Has the kernel forget the key. */
  public ByteBuffer without() {
    return struct(new byte[0]);
  }

  private ByteBuffer struct(byte[] key) {
    ByteBuffer out = ByteBuffer.allocateDirect(STRUCT_LENGTH).order(ByteOrder.nativeOrder());
    byte[] octets = address.octets();
    out.putShort((short) (address.ipv6() ? AF_INET6 : AF_INET));
    // sin_addr follows the port, sin6_addr the port and the flow.
    out.position(address.ipv6() ? 8 : 4);
    out.put(octets);
    out.position(ADDRESS_LENGTH);
    out.put(FLAG_PREFIX).put((byte) length).putShort((short) key.length).putInt(0).put(key);
    return out.clear();
  }
}
