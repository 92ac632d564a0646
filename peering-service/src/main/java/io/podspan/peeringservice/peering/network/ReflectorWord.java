package io.podspan.peeringservice.peering.network;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a reflector last said that it listens.
 *
 * @param address in canonical form, several with commas between; empty when on all addresses
 */
public record ReflectorWord(String address, int port, long asn) {
  private static final String COMMA = ",";

  /**
   * As an event has it. What has an address that cannot be read says nothing of addresses.
   *
   * @param addresses with commas between; empty when on all addresses
   */
  public static ReflectorWord heard(String addresses, int port, long asn) {
    List<String> read = new ArrayList<>();
    for (String text : addresses.split(COMMA)) {
      Optional<IpAddress> address = IpAddress.parse(text.strip());
      if (address.isEmpty()) {
        return new ReflectorWord("", port, asn);
      }
      read.add(address.get().toString());
    }
    return new ReflectorWord(String.join(COMMA, read), port, asn);
  }

  /** What a reflector would say that is as this one is wanted. */
  public static ReflectorWord of(Reflector wanted) {
    return new ReflectorWord(wanted.address(), wanted.port(), wanted.asn());
  }

  /** Whether nodes find it there. */
  public boolean agreesWith(Reflector wanted) {
    return (address.isEmpty() || List.of(address.split(COMMA)).contains(wanted.address()))
        && port == wanted.port()
        && asn == wanted.asn();
  }

  /** As part of a sentence: {@code 192.0.2.1, port 179, with the AS number 64512}. */
  @Override
  public String toString() {
    String where = address.isEmpty() ? "all addresses" : address.replace(COMMA, " and ");
    return where + ", port " + port + ", with the AS number " + asn;
  }
}
