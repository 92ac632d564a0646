package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;

/** A reflector has an AS number that is reserved. Routers refuse it, and some do not start then. */
final class ReservedAsn implements Check {
  /**
   * @param why of it, with its RFC
   */
  private record Range(long first, long last, String why) {}

  private static final List<Range> RESERVED =
      List.of(
          new Range(0, 0, "no AS, RFC 7607"),
          new Range(23_456, 23_456, "AS_TRANS, RFC 6793"),
          new Range(64_000, 64_495, "reserved by IANA"),
          new Range(64_496, 64_511, "for documentation, RFC 5398"),
          new Range(65_535, 65_535, "the last of two octets, RFC 7300"),
          new Range(65_536, 65_551, "for documentation, RFC 5398"),
          new Range(65_552, 131_071, "reserved by IANA"),
          new Range(4_294_967_295L, 4_294_967_295L, "the last of four octets, RFC 7300"));

  @Override
  public String name() {
    return "reserved-asn";
  }

  @Override
  public String passed() {
    return "The reflectors' AS numbers may be used.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      RESERVED.stream()
          .filter(range -> reflector.asn() >= range.first() && reflector.asn() <= range.last())
          .forEach(range -> findings.add(reserved(reflector, range)));
    }
    return List.copyOf(findings);
  }

  private Finding reserved(Reflector reflector, Range range) {
    return Finding.block(
        this,
        "reflectors/" + reflector.name() + "/asn",
        "The AS number "
            + reflector.asn()
            + " of the reflector "
            + reflector.name()
            + " is reserved ("
            + range.why()
            + "). Routers refuse a peer with such a number, and some do not start any more.",
        "Use a private one: 64512 to 65534, or 4200000000 to 4294967294.");
  }
}
