package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;

/**
 * The BGP identifier that kube-router makes with {@code --router-id=generate}: the FNV-1a hash of
 * 32 bits over the 16 octets of the node's address. Go keeps an IPv4 address as a mapped IPv6 one.
 * Pure.
 */
final class GeneratedRouterId {
  private static final int OFFSET_BASIS = 0x811c9dc5;
  private static final int PRIME = 0x01000193;
  private static final int LENGTH = 16;

  private GeneratedRouterId() {}

  static String of(IpAddress address) {
    int hash = OFFSET_BASIS;
    for (byte octet : mapped(address)) {
      hash = (hash ^ (octet & 0xff)) * PRIME;
    }
    return IpAddress.ofIpv4(hash).toString();
  }

  private static byte[] mapped(IpAddress address) {
    byte[] own = address.octets();
    if (address.family() == IpFamily.IPV6) {
      return own;
    }
    byte[] mapped = new byte[LENGTH];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(own, 0, mapped, LENGTH - own.length, own.length);
    return mapped;
  }
}
