package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.PathAttributes;

/**
 * One way to the prefixes that one source announced with the same attributes; shared by all of
 * them.
 *
 * @param source who announced it
 * @param attributes interned
 */
public record Path(RouteSource source, PathAttributes attributes) {

  /** ORIGINATOR_ID where there is one, else the source's BGP identifier (RFC 4456, section 9). */
  public int originator() {
    return attributes.isReflected() ? attributes.originatorId() : source.routerId();
  }

  /**
   * Same source and same attributes, so that nobody has to be told. Identity suffices for what is
   * interned.
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean sameAs(Path other) {
    return this == other || (source == other.source && attributes == other.attributes);
  }
}
