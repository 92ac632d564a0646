package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.PathAttributes;
import java.util.Objects;

/**
 * One way to the prefixes that one source announced with the same attributes; shared by all of
 * them. Within a destination a path is known by its source and its path identifier (RFC 7911).
 * Nearly all paths have none. Only the others carry a field for it.
 */
public sealed class Path {
  /** The identifier of a path that came without one. */
  public static final int NO_ID = 0;

  private final RouteSource source;
  private final PathAttributes attributes;

  public Path(RouteSource source, PathAttributes attributes) {
    this.source = source;
    this.attributes = attributes;
  }

  /**
   * @param id the path identifier, {@link #NO_ID} for none
   * @param attributes interned
   */
  public static Path of(RouteSource source, int id, PathAttributes attributes) {
    return id == NO_ID ? new Path(source, attributes) : new WithId(source, id, attributes);
  }

  /** Who announced it. */
  public RouteSource source() {
    return source;
  }

  public PathAttributes attributes() {
    return attributes;
  }

  /** Tells apart the paths of one source to one destination. */
  public int id() {
    return NO_ID;
  }

  /** ORIGINATOR_ID where there is one, else the source's BGP identifier (RFC 4456, section 9). */
  public int originator() {
    return attributes.isReflected() ? attributes.originatorId() : source.routerId();
  }

  /**
   * Same source and same attributes: receivers that get one path per prefix need not be told.
   * Identity suffices for what is interned.
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean sameAs(Path other) {
    return this == other || (source == other.source && attributes == other.attributes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Path that
        && source.equals(that.source)
        && attributes.equals(that.attributes)
        && id() == that.id();
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, attributes, id());
  }

  @Override
  public String toString() {
    return source + (id() == NO_ID ? "" : "#" + id()) + " " + attributes;
  }

  private static final class WithId extends Path {
    private final int id;

    private WithId(RouteSource source, int id, PathAttributes attributes) {
      super(source, attributes);
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }
  }
}
