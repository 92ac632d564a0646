package io.podspan.routecollector.check;

/**
 * The mark of a packet, as far as it is known.
 *
 * @param value its bits
 * @param unknown the bits that are not known
 */
record Mark(long value, long unknown) {
  static final Mark NONE = new Mark(0, 0);

  /** A value and a mask, {@code 0x10000/0x10000}. */
  record Bits(long value, long mask) {
    private static final String NUMBER = "0x[0-9a-fA-F]{1,8}|\\d{1,9}";
    private static final Bits UNREADABLE = new Bits(0, 0);

    /** With no bit of a mask when it cannot be read. */
    static Bits of(String text) {
      String[] parts = text.split("/", 2);
      for (String part : parts) {
        if (!part.matches(NUMBER)) {
          return UNREADABLE;
        }
      }
      return new Bits(
          Long.decode(parts[0]), parts.length == 1 ? 0xffff_ffffL : Long.decode(parts[1]));
    }
  }

  Match is(Bits bits) {
    if (bits.mask() == 0) {
      return Match.MAYBE;
    }
    long known = bits.mask() & ~unknown;
    if ((value & known) != (bits.value() & known)) {
      return Match.NO;
    }
    return known == bits.mask() ? Match.YES : Match.MAYBE;
  }

  /** What a rule makes of it that takes the packet, or that may. */
  Mark set(Bits bits, boolean certain) {
    return certain
        ? new Mark((value & ~bits.mask()) ^ bits.value(), unknown & ~bits.mask())
        : new Mark(value, unknown | bits.mask() | bits.value());
  }
}
