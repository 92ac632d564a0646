package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.NodeRead;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node as the collector sees it.
 *
 * @param known null before the first reading
 * @param readAt when it was last read, null before the first reading
 * @param unreadableSince since when it cannot be read, null when it can
 * @param unreadableWhy why not, for people
 * @param router what the last look said of its router, null before the first one
 */
public record NodeStatus(
    String cluster,
    String node,
    @Nullable Known known,
    @Nullable Instant readAt,
    @Nullable Instant unreadableSince,
    @Nullable String unreadableWhy,
    @Nullable RouterLook router) {

  public static NodeStatus notReadYet(String cluster, String node) {
    return new NodeStatus(cluster, node, null, null, null, null, null);
  }

  /** After it could be read. */
  public NodeStatus read(Known now, RouterLook look, Instant at) {
    return new NodeStatus(cluster, node, now, at, null, null, look);
  }

  /** With the intent of now, without a new look. */
  public NodeStatus expecting(Known now) {
    return new NodeStatus(cluster, node, now, readAt, unreadableSince, unreadableWhy, router);
  }

  /** After it could not be read: what is known stays. */
  public NodeStatus unreadable(String why, Instant at) {
    return unreadable(new RouterLook(RouterLook.State.UNREAD, why, at));
  }

  /** After its router was found not running: what is known stays. */
  public NodeStatus withoutRouter(String why, Instant at) {
    return unreadable(new RouterLook(RouterLook.State.DOWN, why, at));
  }

  private NodeStatus unreadable(RouterLook look) {
    Instant since = unreadableSince == null ? look.at() : unreadableSince;
    return new NodeStatus(cluster, node, known, readAt, since, look.why(), look);
  }

  /**
   * Since when this route is not seen and not clear why, empty when it was seen by the last look.
   */
  Optional<Instant> waitingSince(RouteEntry route) {
    return known == null ? Optional.empty() : known.waitingSince(route, readAt);
  }

  public boolean readable() {
    return unreadableSince == null;
  }

  /** Whether it was read and has all expected routes. */
  public boolean complete() {
    return whole() && known != null && known.missing().isEmpty() && known.unknown().isEmpty();
  }

  /** Whether it was read, and yet it is not clear where some of its routes broke. */
  public boolean unclear() {
    return whole() && known != null && !known.unknown().isEmpty();
  }

  /** Whether the last look left nothing of it unread. */
  public boolean whole() {
    return readable() && known != null && known.gaps().none();
  }

  /** The last look at it, as an event. It counts as readable if both tables could be read. */
  public NodeRead look() {
    return new NodeRead(cluster, node, gap() == null, Objects.requireNonNullElse(gap(), ""));
  }

  private @Nullable String gap() {
    if (!readable()) {
      return Objects.requireNonNullElse(unreadableWhy, "no reason given");
    }
    return known == null ? null : known.gaps().ofRoutes();
  }

  /** Expected routes that it lacks, as far as is known. */
  public int missingRoutes() {
    return known == null ? 0 : known.missing().size();
  }
}
