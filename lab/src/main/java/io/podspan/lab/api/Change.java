package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object. The trees must not be modified.
 *
 * @param before null when it was created
 * @param after null when it was removed
 * @param version the resource version that this change made
 */
public record Change(
    ObjectKey key, @Nullable ObjectNode before, @Nullable ObjectNode after, long version) {

  /** What a watcher with this filter sees: leaving the filter looks like a deletion. */
  Optional<ObjectNode> asSeenThrough(Selector selector) {
    boolean was = before != null && selector.matches(before);
    boolean is = after != null && selector.matches(after);
    if (is && after != null) {
      return Optional.of(event(was ? "MODIFIED" : "ADDED", after));
    }
    if (was && before != null) {
      ObjectNode last = (after == null ? before : after).deepCopy();
      last.withObject("/metadata").put("resourceVersion", Long.toString(version));
      return Optional.of(event("DELETED", last));
    }
    return Optional.empty();
  }

  static ObjectNode event(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", object);
    return event;
  }
}
