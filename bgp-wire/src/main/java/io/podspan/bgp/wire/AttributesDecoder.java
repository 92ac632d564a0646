package io.podspan.bgp.wire;

import io.podspan.bgp.wire.AttributeTable.Flags;
import org.jspecify.annotations.Nullable;

/**
 * Reads the path attributes of one UPDATE in one pass. It keeps valid attributes and records a
 * fault for every other one. Single use.
 */
final class AttributesDecoder {
  private static final int NO_CODE = 0;

  private final byte[] in;
  private final WireOptions options;
  private final InputRules rules;
  private final Faults faults = new Faults();
  private final KeptAttributes kept;
  private final As4Attributes as4;
  private final AttributeFields fields = new AttributeFields();
  private final long[] seen = new long[4];
  private int count;
  private @Nullable String nextHopFlaw;
  private @Nullable MultiprotocolNlri reach;
  private @Nullable MultiprotocolNlri unreach;

  AttributesDecoder(byte[] in, WireOptions options, InputRules rules) {
    this.in = in;
    this.options = options;
    this.rules = rules;
    this.kept = new KeptAttributes(in);
    this.as4 = new As4Attributes(options, rules, faults);
  }

  Faults faults() {
    return faults;
  }

  /** How many attributes there were, valid or not. */
  int count() {
    return count;
  }

  @Nullable MultiprotocolNlri reach() {
    return reach;
  }

  @Nullable MultiprotocolNlri unreach() {
    return unreach;
  }

  void decode(int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at < 3) {
        overrun(at, to);
        return;
      }
      int flags = in[at] & 0xff;
      boolean extended = (flags & Flags.EXTENDED_LENGTH) != 0;
      if (extended && to - at < 4) {
        overrun(at, to);
        return;
      }
      int start = at + (extended ? 4 : 3);
      int end = start + (extended ? Bytes.shortAt(in, at + 2) : in[at + 2] & 0xff);
      if (end > to) {
        overrun(at, to);
        return;
      }
      attribute(in[at + 1] & 0xff, flags, at, start, end);
      at = end;
    }
  }

  /**
   * RFC 7606, section 4: the remaining attributes cannot be separated. The NLRI can, because the
   * total length of the attributes is known, unless it is in the truncated attribute (section 5.3).
   */
  private void overrun(int at, int to) {
    count++;
    AttributeTable row = to - at < 2 ? null : AttributeTable.row(in[at + 1] & 0xff);
    if (row != null && row.onFault() == AttributeTable.OnFault.RESET) {
      fault(row, FaultReason.LENGTH, "longer than the attributes of the message", at, to);
    } else {
      faults.withdraw(
          NO_CODE, FaultReason.LENGTH, "an attribute is longer than the attributes of the message");
    }
  }

  private void attribute(int code, int flags, int at, int start, int end) {
    count++;
    AttributeTable row = AttributeTable.row(code);
    if (hasSeen(code)) {
      duplicate(code, row);
      return;
    }
    seen[code >>> 6] |= 1L << code;
    if (row == null) {
      unknown(code, flags, at, end);
    } else if (row.internalOnly() && !rules.internal()) {
      // RFC 7606, sections 7.5, 7.9 and 7.10; RFC 8669, section 5.
      faults.discard(code, FaultReason.OTHER_AS, row + " from another AS");
    } else {
      known(row, flags, at, start, end);
    }
  }

  private boolean hasSeen(int code) {
    return (seen[code >>> 6] & 1L << code) != 0;
  }

  /** RFC 7606, section 3(g): the first one counts. */
  private void duplicate(int code, @Nullable AttributeTable row) {
    if (row == AttributeTable.MP_REACH_NLRI || row == AttributeTable.MP_UNREACH_NLRI) {
      faults.reset(
          code, Malformed.of(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "more than one " + row));
    } else {
      faults.discard(code, FaultReason.DUPLICATE, "duplicate attribute " + code);
    }
  }

  /** RFC 4271, section 5: keep and mark an unknown attribute if it is transitive, else drop it. */
  private void unknown(int code, int flags, int at, int end) {
    if ((flags & Flags.OPTIONAL) == 0) {
      faults.withdraw(code, FaultReason.UNRECOGNIZED, "unknown well-known attribute " + code);
    } else if ((flags & Flags.TRANSITIVE) != 0) {
      if (rules.unknown() == UnknownAttributes.PASS) {
        keep(code, flags, (flags & Flags.MEANINGFUL) | Flags.PARTIAL, at, end);
      } else {
        notPassedOn(code, "unknown attribute " + code);
      }
    }
  }

  private void notPassedOn(int code, String what) {
    faults.discard(code, FaultReason.NOT_PASSED_ON, what + " is not passed on");
  }

  private void known(AttributeTable row, int flags, int at, int start, int end) {
    if (!row.flagsFit(flags)) {
      String why = row + " with flags 0x" + Integer.toHexString(flags);
      if (row.isForeign() && (flags & Flags.OPTIONAL) != 0) {
        faults.discard(row.code(), FaultReason.FLAGS, why);
        return;
      }
      faults.withdraw(row.code(), FaultReason.FLAGS, why);
    }
    if (!row.lengthFits(end - start)) {
      fault(row, FaultReason.LENGTH, row + " of " + (end - start) + " octets", at, end);
      return;
    }
    switch (row) {
      case ORIGIN -> origin(flags, at, start, end);
      case AS_PATH -> asPath(flags, at, start, end);
      case NEXT_HOP -> nextHop(flags, at, start, end);
      case AGGREGATOR -> aggregator(flags, at, start, end);
      case MP_REACH_NLRI -> mpReach(at, start, end);
      case MP_UNREACH_NLRI -> mpUnreach(at, start, end);
      case AS4_PATH -> as4.path(in, start, end);
      case AS4_AGGREGATOR -> as4.aggregator(in, start, end);
      case ONLY_TO_CUSTOMER -> onlyToCustomer(flags, at, start, end);
      case PMSI_TUNNEL, TUNNEL_ENCAPSULATION, PREFIX_SID, ATTR_SET ->
          foreign(row, flags, at, start, end);
      case AIGP, BGP_LS -> {}
      case MULTI_EXIT_DISC,
          LOCAL_PREF,
          ATOMIC_AGGREGATE,
          COMMUNITIES,
          ORIGINATOR_ID,
          CLUSTER_LIST,
          EXTENDED_COMMUNITIES,
          IPV6_EXTENDED_COMMUNITIES,
          LARGE_COMMUNITIES ->
          keep(row, flags, at, start, end);
    }
  }

  private void origin(int flags, int at, int start, int end) {
    if ((in[start] & 0xff) <= 2) {
      keep(AttributeTable.ORIGIN, flags, at, start, end);
    } else {
      fault(AttributeTable.ORIGIN, FaultReason.VALUE, "ORIGIN " + (in[start] & 0xff), at, end);
    }
  }

  private void asPath(int flags, int at, int start, int end) {
    int width = options.fourOctetAs() ? 4 : 2;
    AsPath.Flaw flaw = AsPath.flaw(in, start, end, width, rules.maxAsPath(), rules.asSets());
    if (flaw == null && !rules.internal() && AsPath.hasConfederation(in, start, end, width)) {
      // RFC 5065, section 5: confederation segments never come from another AS.
      flaw = new AsPath.Flaw(FaultReason.OTHER_AS, "confederation segment from another AS");
    }
    if (flaw != null) {
      fault(AttributeTable.AS_PATH, flaw.reason(), "AS_PATH: " + flaw.what(), at, end);
    } else if (width == 4) {
      keep(AttributeTable.AS_PATH, flags, at, start, end);
    } else {
      keepWide(AttributeTable.AS_PATH, flags, AsPath.widen(in, start, end));
    }
  }

  /** An error here matters only if the NLRI field has routes. */
  private void nextHop(int flags, int at, int start, int end) {
    if (MultiprotocolNlri.isUnicast(in[start] & 0xff)) {
      keep(AttributeTable.NEXT_HOP, flags, at, start, end);
    } else {
      nextHopFlaw = "NEXT_HOP is not a unicast address";
    }
  }

  private void aggregator(int flags, int at, int start, int end) {
    boolean wide = options.fourOctetAs();
    if (end - start != (wide ? 8 : 6)) {
      fault(
          AttributeTable.AGGREGATOR,
          FaultReason.LENGTH,
          "AGGREGATOR of " + (end - start) + " octets",
          at,
          end);
    } else if ((wide ? Bytes.intAt(in, start) : Bytes.shortAt(in, start)) == 0) {
      // RFC 7607, section 2.
      fault(AttributeTable.AGGREGATOR, FaultReason.VALUE, "AGGREGATOR: AS 0", at, end);
    } else if (wide) {
      keep(AttributeTable.AGGREGATOR, flags, at, start, end);
    } else {
      keepWide(AttributeTable.AGGREGATOR, flags, FourOctetAs.widenAggregator(in, start));
    }
  }

  private void mpReach(int at, int start, int end) {
    MultiprotocolNlri found = MultiprotocolNlri.reach(in, start, end, options);
    reach = found;
    if (found.flaw() != null) {
      fault(AttributeTable.MP_REACH_NLRI, FaultReason.VALUE, found.flaw(), at, end);
    } else if (found.family() != null && !found.nextHopIsUnicast()) {
      faults.withdraw(
          AttributeTable.MP_REACH_NLRI.code(),
          FaultReason.NEXT_HOP,
          "next hop of MP_REACH_NLRI is not a unicast address");
    }
  }

  private void mpUnreach(int at, int start, int end) {
    MultiprotocolNlri found = MultiprotocolNlri.unreach(in, start, end, options);
    unreach = found;
    if (found.flaw() != null) {
      fault(AttributeTable.MP_UNREACH_NLRI, FaultReason.VALUE, found.flaw(), at, end);
    }
  }

  /** AS 0 has no meaning (RFC 7607). The attribute only limits where a route may go. */
  private void onlyToCustomer(int flags, int at, int start, int end) {
    if (Bytes.intAt(in, start) == 0) {
      faults.discard(
          AttributeTable.ONLY_TO_CUSTOMER.code(), FaultReason.VALUE, "ONLY_TO_CUSTOMER: AS 0");
    } else {
      keep(AttributeTable.ONLY_TO_CUSTOMER, flags, at, start, end);
    }
  }

  /**
   * Nothing here uses these, so Partial says that they passed a speaker without being recognised
   * (RFC 4271, section 5). Receivers are milder with a malformed attribute that has it.
   */
  private void foreign(AttributeTable row, int flags, int at, int start, int end) {
    if (rules.unknown() == UnknownAttributes.DROP) {
      notPassedOn(row.code(), row.toString());
    } else if (ForeignAttributes.isWellFormed(row, in, start, end)) {
      keep(row.code(), flags, row.canonical(flags) | Flags.PARTIAL, at, end);
    } else {
      fault(row, FaultReason.VALUE, row + " is malformed", at, end);
    }
  }

  private void keep(AttributeTable row, int flags, int at, int start, int end) {
    keep(row.code(), flags, row.canonical(flags), at, end);
    fields.read(row.code(), in, start, end, kept.length());
  }

  private void keep(int code, int flags, int wanted, int at, int end) {
    if (flags == wanted) {
      kept.keep(code, at, end);
    } else {
      kept.keep(code, at, end, wanted);
    }
  }

  private void keepWide(AttributeTable row, int flags, byte[] value) {
    kept.keep(AttributeBytes.attribute(row.canonical(flags), row.code(), value));
  }

  private void fault(AttributeTable row, FaultReason reason, String why, int at, int end) {
    if (row == AttributeTable.NEXT_HOP) {
      nextHopFlaw = why;
      return;
    }
    switch (row.onFault()) {
      case DISCARD -> faults.discard(row.code(), reason, why);
      case WITHDRAW -> faults.withdraw(row.code(), reason, why);
      case RESET -> faults.reset(row.code(), optionalAttributeError(row, why, at, end));
    }
  }

  /** RFC 4760, section 7; the data is the attribute (RFC 4271, section 6.3). */
  private Malformed optionalAttributeError(AttributeTable row, String why, int at, int end) {
    return Malformed.of(
        NotificationCode.OPTIONAL_ATTRIBUTE_ERROR, Malformed.data(in, at, end), row + ": " + why);
  }

  /**
   * RFC 7606, sections 3(d) and 7.3. NEXT_HOP belongs to the routes of the NLRI field. Without such
   * routes it is ignored (RFC 4760, section 3).
   *
   * @param hasNlri whether there are routes in the NLRI field
   */
  void requireMandatory(boolean hasNlri) {
    int nextHop = AttributeTable.NEXT_HOP.code();
    boolean ignored = !hasNlri && reach != null;
    if (nextHopFlaw != null && ignored) {
      faults.discard(nextHop, FaultReason.NEXT_HOP, nextHopFlaw);
    } else if (nextHopFlaw != null) {
      faults.withdraw(nextHop, FaultReason.NEXT_HOP, nextHopFlaw);
    }
    if (hasNlri) {
      require(AttributeTable.NEXT_HOP);
    }
    if (hasNlri || reach != null) {
      require(AttributeTable.ORIGIN);
      require(AttributeTable.AS_PATH);
    }
  }

  private void require(AttributeTable row) {
    if (!hasSeen(row.code())) {
      faults.withdraw(row.code(), FaultReason.MISSING, row + " is missing");
    }
  }

  /**
   * @param ipv6NextHop the next hop of IPv6 routes; null for IPv4, whose NEXT_HOP is an attribute
   */
  PathAttributes attributes(byte @Nullable [] ipv6NextHop) {
    byte[] canonical = kept.canonical();
    if (!options.fourOctetAs()) {
      return PathAttributes.of(as4.mergedInto(canonical), ipv6NextHop);
    }
    boolean strayNextHop = ipv6NextHop != null && hasSeen(AttributeTable.NEXT_HOP.code());
    return kept.isOrdered() && !strayNextHop
        ? new PathAttributes(canonical, fields, ipv6NextHop)
        : PathAttributes.of(canonical, ipv6NextHop);
  }
}
