package io.podspan.routecollector.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How something is known, and how long ago it was so.
 *
 * @param source {@code exec}, {@code stream} or {@code bmp}
 * @param ageSeconds null when that is not known
 */
record Provenance(String source, @Nullable Long ageSeconds) {
  static final String BMP = "bmp";

  /** Read on the node. */
  static Provenance of(NodeSummary node, Instant now) {
    return new Provenance(ofReading(node.feed()), age(node.readAt(), now));
  }

  /**
   * @param feed how the node is watched, null when another instance does
   */
  static String ofReading(NodeSummary.@Nullable Feed feed) {
    return feed != null && feed.state().equals("following") ? "stream" : "exec";
  }

  /**
   * Told by its router, which tells each change while it is connected.
   *
   * @param endedAt null while it is connected
   */
  static Provenance ofBmp(@Nullable Instant endedAt, Instant now) {
    return new Provenance(BMP, endedAt == null ? Long.valueOf(0) : age(endedAt, now));
  }

  private static @Nullable Long age(@Nullable Instant at, Instant now) {
    return at == null ? null : Math.max(0, Duration.between(at, now).toSeconds());
  }
}
