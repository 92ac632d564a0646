package io.podspan.bgp.wire.bmp;

import java.util.Locale;

/**
 * Why a message could not be read.
 *
 * @param kind for counters
 * @param type of the message, {@link #NO_TYPE} where even that is not known
 * @param at the octet of the message, or of the UPDATE inside of it, at which reading ended
 * @param why what is wrong, for people
 */
public record BmpFault(Kind kind, int type, int at, String why) implements BmpDecoded, UpdateRead {
  public static final int NO_TYPE = -1;

  /** What is wrong. */
  public enum Kind {
    /** Not version 3. */
    VERSION,
    /** A message that is too short or too long to be one. */
    LENGTH,
    /** A field that runs over the end of what it is in. */
    CUT,
    /** A peer of a type that is not known. */
    PEER,
    /** An OPEN or a NOTIFICATION that is none. */
    BGP,
    /** A prefix or a next hop that cannot be. */
    ROUTE;

    /** As a metric's tag has it. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether nothing after it can be found in the stream. Otherwise it costs this message only. */
  public boolean ends() {
    return kind == Kind.VERSION || kind == Kind.LENGTH;
  }

  /** In words: what and where. */
  public String text() {
    return type == NO_TYPE ? why : why + " (octet " + at + " of the " + BmpMessage.name(type) + ")";
  }
}
