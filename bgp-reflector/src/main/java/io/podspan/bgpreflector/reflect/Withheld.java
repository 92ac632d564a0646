package io.podspan.bgpreflector.reflect;

import java.util.Locale;

/** Why a member is not told of a route. In the order in which they are looked at. */
public enum Withheld {
  FAMILY_NOT_NEGOTIATED("the session does not carry this address family"),
  OTHER_DOMAIN("no interconnect joins its cluster with the one that the route comes from"),
  OWN_MESH("the routers of its own cluster tell each other their routes"),
  NOT_BEST("another path to the prefix is better"),
  NO_ADVERTISE("it has the community NO_ADVERTISE (RFC 1997)"),
  NO_EXPORT("it has the community NO_EXPORT (RFC 1997), and the peer is of another AS"),
  BETWEEN_NON_CLIENTS("non-clients tell each other their routes (RFC 4456, section 6)"),
  NO_ADDRESS_OF_OURS("it starts here, and our end of the session has no address of its family"),
  TOO_LONG("its attributes do not fit into a message for this peer (RFC 8654, section 5)"),
  OWN_ROUTE("the peer has announced it itself"),
  OWN_NEXT_HOP("the peer itself is the next hop (RFC 4271, section 5.1.3)");

  private final String text;

  Withheld(String text) {
    this.text = text;
  }

  /** As in REST and in events: {@code own-mesh}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  public String text() {
    return text;
  }
}
