package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * One watch: which changes its client sees, and from which version on.
 *
 * <p>Runs inside the store's lock; the sink must only queue.
 */
final class WatchStream implements Consumer<Change> {
  private final ApiRequest request;
  private final Selector selector;
  private final Consumer<ObjectNode> sink;

  WatchStream(ApiRequest request, Consumer<ObjectNode> sink) {
    this.request = request;
    this.selector = request.selector();
    this.sink = sink;
  }

  /** Begins as the parameters say: after a version, or with the present state. */
  void start(ObjectStore store) {
    String since = request.query().get("resourceVersion");
    boolean initial = request.isTrue("sendInitialEvents");
    if (!initial && since != null && !since.isEmpty() && !since.equals("0")) {
      try {
        store.listenFrom(version(since), this);
      } catch (ApiException e) {
        sink.accept(Change.event("ERROR", e.status()));
      }
      return;
    }
    store.listenWithState(
        request.type(), request.namespace(), state -> tellState(state, initial), this);
  }

  @Override
  public void accept(Change change) {
    boolean concerned =
        change.key().type().equals(request.type())
            && (request.namespace().isEmpty()
                || change.key().namespace().equals(request.namespace()));
    if (concerned) {
      change.asSeenThrough(selector).ifPresent(sink);
    }
  }

  private void tellState(ObjectStore.Listing state, boolean endWithBookmark) {
    state.items().stream()
        .filter(selector::matches)
        .forEach(object -> sink.accept(Change.event("ADDED", object)));
    if (endWithBookmark) {
      ObjectNode bookmark = bookmark(state.version());
      bookmark.withObject("/metadata/annotations").put("k8s.io/initial-events-end", "true");
      sink.accept(Change.event("BOOKMARK", bookmark));
    }
  }

  /** Tells the client up to which version it has seen everything. */
  void mark(ObjectStore store) {
    store.tellVersion(version -> sink.accept(Change.event("BOOKMARK", bookmark(version))));
  }

  private ObjectNode bookmark(long version) {
    ObjectNode object = Json.object();
    object.put("apiVersion", request.type().apiVersion()).put("kind", request.type().kind());
    object.putObject("metadata").put("resourceVersion", Long.toString(version));
    return object;
  }

  private static long version(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("resourceVersion '" + text + "' is not a number");
    }
  }
}
