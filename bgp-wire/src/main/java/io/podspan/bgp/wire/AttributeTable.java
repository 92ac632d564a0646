package io.podspan.bgp.wire;

import org.jspecify.annotations.Nullable;

/**
 * The table of known attributes. A row has the code, the flags, the valid lengths, and what an
 * error leads to (RFC 7606, section 7). An attribute without a row is passed on unread if its flags
 * say transitive and {@link UnknownAttributes} allow it, else dropped.
 */
enum AttributeTable {
  ORIGIN(1, Flags.TRANSITIVE, Length.EXACT, 1, Scope.ANY, OnFault.WITHDRAW),
  AS_PATH(2, Flags.TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.WITHDRAW),
  NEXT_HOP(3, Flags.TRANSITIVE, Length.EXACT, 4, Scope.ANY, OnFault.WITHDRAW),
  MULTI_EXIT_DISC(4, Flags.OPTIONAL, Length.EXACT, 4, Scope.ANY, OnFault.WITHDRAW),
  LOCAL_PREF(5, Flags.TRANSITIVE, Length.EXACT, 4, Scope.INTERNAL, OnFault.WITHDRAW),
  ATOMIC_AGGREGATE(6, Flags.TRANSITIVE, Length.EXACT, 0, Scope.ANY, OnFault.DISCARD),
  AGGREGATOR(7, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  COMMUNITIES(8, Flags.OPTIONAL_TRANSITIVE, Length.LIST, 4, Scope.ANY, OnFault.WITHDRAW),
  ORIGINATOR_ID(9, Flags.OPTIONAL, Length.EXACT, 4, Scope.INTERNAL, OnFault.WITHDRAW),
  CLUSTER_LIST(10, Flags.OPTIONAL, Length.LIST, 4, Scope.INTERNAL, OnFault.WITHDRAW),
  MP_REACH_NLRI(14, Flags.OPTIONAL, Length.FREE, 0, Scope.ANY, OnFault.RESET),
  MP_UNREACH_NLRI(15, Flags.OPTIONAL, Length.FREE, 0, Scope.ANY, OnFault.RESET),
  EXTENDED_COMMUNITIES(16, Flags.OPTIONAL_TRANSITIVE, Length.LIST, 8, Scope.ANY, OnFault.WITHDRAW),
  AS4_PATH(17, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  AS4_AGGREGATOR(18, Flags.OPTIONAL_TRANSITIVE, Length.EXACT, 8, Scope.ANY, OnFault.DISCARD),
  // RFC 6514, section 5.
  PMSI_TUNNEL(22, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  // RFC 9012, section 2.
  TUNNEL_ENCAPSULATION(23, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  // RFC 7606, section 7.15.
  IPV6_EXTENDED_COMMUNITIES(
      25, Flags.OPTIONAL_TRANSITIVE, Length.LIST, 20, Scope.ANY, OnFault.WITHDRAW),
  // RFC 7311, section 3: the reflector does not use it, therefore it must not pass it on.
  AIGP(26, Flags.ANY, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  // RFC 9552: not transitive, and of a family that is never negotiated here.
  BGP_LS(29, Flags.ANY, Length.FREE, 0, Scope.ANY, OnFault.DISCARD),
  // RFC 8092, section 6.
  LARGE_COMMUNITIES(32, Flags.OPTIONAL_TRANSITIVE, Length.LIST, 12, Scope.ANY, OnFault.WITHDRAW),
  // RFC 9234, section 5.
  ONLY_TO_CUSTOMER(35, Flags.OPTIONAL_TRANSITIVE, Length.EXACT, 4, Scope.ANY, OnFault.WITHDRAW),
  // RFC 8669, sections 5 and 6.
  PREFIX_SID(40, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.INTERNAL, OnFault.DISCARD),
  // RFC 6368, section 5.
  ATTR_SET(128, Flags.OPTIONAL_TRANSITIVE, Length.FREE, 0, Scope.ANY, OnFault.DISCARD);

  /** Attribute flags (RFC 4271, section 4.3). */
  static final class Flags {
    static final int OPTIONAL = 0x80;
    static final int TRANSITIVE = 0x40;
    static final int OPTIONAL_TRANSITIVE = OPTIONAL | TRANSITIVE;
    static final int PARTIAL = 0x20;
    static final int EXTENDED_LENGTH = 0x10;

    /** Any flags are accepted, because nothing reads the attribute. */
    static final int ANY = -1;

    /** The lower four bits have no meaning. They are sent as zero. */
    static final int MEANINGFUL = 0xf0;

    private Flags() {}
  }

  /** What the next column is: the exact length, the size of a list element, or unused. */
  enum Length {
    EXACT,
    LIST,
    FREE
  }

  /** An internal attribute has a meaning inside an AS only. From another AS it is dropped. */
  enum Scope {
    ANY,
    INTERNAL
  }

  enum OnFault {
    DISCARD,
    WITHDRAW,
    RESET
  }

  private static final @Nullable AttributeTable[] BY_CODE = new @Nullable AttributeTable[256];

  static {
    for (AttributeTable row : values()) {
      BY_CODE[row.code] = row;
    }
  }

  private final int code;
  private final int flags;
  private final Length length;
  private final int octets;
  private final boolean internalOnly;
  private final OnFault onFault;

  AttributeTable(int code, int flags, Length length, int octets, Scope scope, OnFault onFault) {
    this.code = code;
    this.flags = flags;
    this.length = length;
    this.octets = octets;
    this.internalOnly = scope == Scope.INTERNAL;
    this.onFault = onFault;
  }

  static @Nullable AttributeTable row(int code) {
    return BY_CODE[code];
  }

  int code() {
    return code;
  }

  int flags() {
    return flags;
  }

  boolean internalOnly() {
    return internalOnly;
  }

  OnFault onFault() {
    return onFault;
  }

  /** RFC 7606, section 3(c). */
  boolean flagsFit(int received) {
    return flags == Flags.ANY || (received & Flags.OPTIONAL_TRANSITIVE) == flags;
  }

  /**
   * As the attribute is passed on. Some receivers end the session when Partial is set on an
   * attribute that cannot have it (RFC 4271, section 4.3). The length field stays as it is.
   */
  int canonical(int received) {
    int kept =
        flags == Flags.OPTIONAL_TRANSITIVE
            ? Flags.PARTIAL | Flags.EXTENDED_LENGTH
            : Flags.EXTENDED_LENGTH;
    return flags | (received & kept);
  }

  /** Whether only its form is known: nothing here uses it, but others do. */
  boolean isForeign() {
    return switch (this) {
      case PMSI_TUNNEL, TUNNEL_ENCAPSULATION, PREFIX_SID, ATTR_SET -> true;
      default -> false;
    };
  }

  boolean lengthFits(int received) {
    return switch (length) {
      case EXACT -> received == octets;
      case LIST -> received > 0 && received % octets == 0;
      case FREE -> true;
    };
  }
}
