package io.podspan.bgpreflector.wire;

import org.jspecify.annotations.Nullable;

/**
 * One row per attribute that means something here: its code, its flags, what its value must look
 * like, and the verdict when it does not (RFC 7606, section 7). Attributes without a row are passed
 * on unread or dropped, as their flags say.
 */
enum AttributeTable {
  ORIGIN(1, Flags.TRANSITIVE, OnFault.WITHDRAW, v -> v.length == 1 && (v[0] & 0xff) <= 2),
  AS_PATH(2, Flags.TRANSITIVE, OnFault.WITHDRAW, _ -> true),
  NEXT_HOP(3, Flags.TRANSITIVE, OnFault.WITHDRAW, AttributeTable::isUnicastAddress),
  MULTI_EXIT_DISC(4, Flags.OPTIONAL, OnFault.WITHDRAW, v -> v.length == 4),
  LOCAL_PREF(5, Flags.TRANSITIVE, OnFault.WITHDRAW, v -> v.length == 4),
  ATOMIC_AGGREGATE(6, Flags.TRANSITIVE, OnFault.DISCARD, v -> v.length == 0),
  AGGREGATOR(7, Flags.OPTIONAL_TRANSITIVE, OnFault.DISCARD, v -> v.length == 6 || v.length == 8),
  COMMUNITIES(8, Flags.OPTIONAL_TRANSITIVE, OnFault.WITHDRAW, v -> isListOf(v, 4)),
  ORIGINATOR_ID(9, Flags.OPTIONAL, OnFault.WITHDRAW, v -> v.length == 4),
  CLUSTER_LIST(10, Flags.OPTIONAL, OnFault.WITHDRAW, v -> isListOf(v, 4)),
  MP_REACH_NLRI(14, Flags.OPTIONAL, OnFault.RESET, _ -> true),
  MP_UNREACH_NLRI(15, Flags.OPTIONAL, OnFault.RESET, _ -> true),
  EXTENDED_COMMUNITIES(16, Flags.OPTIONAL_TRANSITIVE, OnFault.WITHDRAW, v -> isListOf(v, 8)),
  AS4_PATH(17, Flags.OPTIONAL_TRANSITIVE, OnFault.DISCARD, _ -> true),
  AS4_AGGREGATOR(18, Flags.OPTIONAL_TRANSITIVE, OnFault.DISCARD, _ -> true),
  LARGE_COMMUNITIES(32, Flags.OPTIONAL_TRANSITIVE, OnFault.WITHDRAW, v -> isListOf(v, 12));

  /** Attribute flags (RFC 4271, section 4.3). */
  static final class Flags {
    static final int OPTIONAL = 0x80;
    static final int TRANSITIVE = 0x40;
    static final int OPTIONAL_TRANSITIVE = OPTIONAL | TRANSITIVE;
    static final int PARTIAL = 0x20;
    static final int EXTENDED_LENGTH = 0x10;

    private Flags() {}
  }

  enum OnFault {
    DISCARD,
    WITHDRAW,
    RESET
  }

  @FunctionalInterface
  private interface ValueCheck {
    boolean holds(byte[] value);
  }

  private static final @Nullable AttributeTable[] BY_CODE = new @Nullable AttributeTable[256];

  static {
    for (AttributeTable row : values()) {
      BY_CODE[row.code] = row;
    }
  }

  private final int code;
  private final int flags;
  private final OnFault onFault;

  // The checks above capture nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ValueCheck check;

  AttributeTable(int code, int flags, OnFault onFault, ValueCheck check) {
    this.code = code;
    this.flags = flags;
    this.onFault = onFault;
    this.check = check;
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

  OnFault onFault() {
    return onFault;
  }

  boolean accepts(byte[] value) {
    return check.holds(value);
  }

  /** RFC 7606, section 3(c). */
  boolean flagsFit(int received) {
    return (received & Flags.OPTIONAL_TRANSITIVE) == flags;
  }

  /**
   * Attributes that only mean something within an AS; from outside they are dropped (sections 7.5,
   * 7.9, 7.10).
   */
  boolean internalOnly() {
    return this == LOCAL_PREF || this == ORIGINATOR_ID || this == CLUSTER_LIST;
  }

  private static boolean isListOf(byte[] value, int size) {
    return value.length > 0 && value.length % size == 0;
  }

  private static boolean isUnicastAddress(byte[] value) {
    return value.length == 4 && value[0] != 0 && (value[0] & 0xff) < 224;
  }
}
