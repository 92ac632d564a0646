package io.podspan.bgp.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What the rows of {@link CapabilityType} read and write. */
final class CapabilityValues {
  private CapabilityValues() {}

  /** RFC 4760, section 8: AFI in two octets, a reserved octet, SAFI. */
  static Set<AddressFamily> families(List<Octets> values) {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    for (Octets value : values) {
      int afi = (value.at(0) & 0xff) << 8 | (value.at(1) & 0xff);
      AddressFamily family = AddressFamily.find(afi, value.at(3) & 0xff);
      if (family != null) {
        families.add(family);
      }
    }
    return families;
  }

  static List<Octets> ofFamilies(Set<AddressFamily> families) {
    return families.stream()
        .sorted()
        .map(
            family ->
                Octets.of(
                    (byte) (family.afi() >>> 8),
                    (byte) family.afi(),
                    (byte) 0,
                    (byte) family.safi()))
        .toList();
  }

  static Set<AddressFamily> common(Set<AddressFamily> ours, Set<AddressFamily> theirs) {
    Set<AddressFamily> common = EnumSet.noneOf(AddressFamily.class);
    common.addAll(ours);
    common.retainAll(theirs);
    return common;
  }

  /** RFC 6793, section 3. Of several the last one counts. */
  static OptionalLong asn(List<Octets> values) {
    return OptionalLong.of(Bytes.unsignedIntAt(values.getLast().toArray(), 0));
  }

  static List<Octets> ofAsn(OptionalLong asn) {
    if (asn.isEmpty()) {
      return List.of();
    }
    return List.of(Octets.of(Bytes.ofInt((int) asn.getAsLong())));
  }

  /** Whether it was announced as its RFC says, without octets. */
  static boolean flag(List<Octets> values) {
    return values.contains(Octets.NONE);
  }

  static List<Octets> ofFlag(boolean announced) {
    return announced ? List.of(Octets.NONE) : List.of();
  }
}
