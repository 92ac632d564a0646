package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one cluster, their versions and the newest changes.
 *
 * <p>Guarded by its own lock. Listeners are called inside it, in order, and must not block.
 * Returned trees are shared: copy before changing.
 */
public final class ObjectStore {
  private static final int REMEMBERED_CHANGES = 4096;

  /** Versions before it were forgotten, as after the start of a real API server. */
  private static final long FIRST_VERSION = 100;

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing((ObjectKey key) -> key.type().qualifiedPlural())
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  private final Map<ObjectKey, ObjectNode> objects = new TreeMap<>(ORDER);
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Set<Consumer<Change>> listeners = new LinkedHashSet<>();
  private long version = FIRST_VERSION;
  private long oldest = FIRST_VERSION;

  /** A list and the version it was read at. */
  record Listing(List<ObjectNode> items, long version) {}

  public synchronized Optional<ObjectNode> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /**
   * @throws ApiException 404
   */
  public synchronized ObjectNode get(ObjectKey key) {
    return find(key).orElseThrow(() -> ApiException.notFound(key.type(), key.name()));
  }

  /** All of a type in a namespace, or everywhere when it is empty. */
  public List<ObjectNode> list(ResourceType type, String namespace) {
    return list(type, namespace, Selector.ALL).items();
  }

  synchronized Listing list(ResourceType type, String namespace, Selector selector) {
    List<ObjectNode> items =
        objects.entrySet().stream()
            .filter(e -> e.getKey().type().equals(type))
            .filter(e -> namespace.isEmpty() || e.getKey().namespace().equals(namespace))
            .map(Map.Entry::getValue)
            .filter(selector::matches)
            .toList();
    return new Listing(items, version);
  }

  /**
   * Stores a new object.
   *
   * @return it with uid, version and time of creation
   * @throws ApiException 409 when it exists
   */
  public ObjectNode create(ObjectKey key, ObjectNode object) {
    return create(key, object, false);
  }

  synchronized ObjectNode create(ObjectKey key, ObjectNode object, boolean dryRun) {
    if (objects.containsKey(key)) {
      throw ApiException.alreadyExists(key.type(), key.name());
    }
    ObjectNode created = object.deepCopy();
    ObjectNode metadata = created.withObject("/metadata");
    metadata.put("name", key.name());
    if (key.type().namespaced()) {
      metadata.put("namespace", key.namespace());
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.put("generation", 1);
    dropEmpty(metadata);
    return store(key, null, created, dryRun);
  }

  /**
   * Changes an object in one atomic step.
   *
   * @param edit gets a copy; what it returns replaces the object
   * @throws ApiException 404; 409 when the result carries another version than the stored one
   */
  public ObjectNode update(ObjectKey key, UnaryOperator<ObjectNode> edit) {
    return update(key, edit, false);
  }

  synchronized ObjectNode update(ObjectKey key, UnaryOperator<ObjectNode> edit, boolean dryRun) {
    ObjectNode before = get(key);
    ObjectNode after = edit.apply(before.deepCopy());
    refuseStale(key, before, after);
    keepIdentity(before, after);
    dropEmpty(after.withObject("/metadata"));
    if (after.equals(before)) {
      return before;
    }
    boolean specChanged = !before.path("spec").equals(after.path("spec"));
    long generation = before.path("metadata").path("generation").asLong(1);
    after.withObject("/metadata").put("generation", specChanged ? generation + 1 : generation);
    return store(key, before, after, dryRun);
  }

  /** An API server does not keep labels and annotations of which there are none. */
  private static void dropEmpty(ObjectNode metadata) {
    for (String field : List.of("labels", "annotations")) {
      if (metadata.path(field).isObject() && metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  /**
   * Takes an object out.
   *
   * @throws ApiException 404
   */
  public synchronized ObjectNode remove(ObjectKey key) {
    ObjectNode before = get(key);
    objects.remove(key);
    tell(new Change(key, before, null, ++version));
    return before;
  }

  /** Reports every change from now on. */
  public synchronized void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  synchronized void forget(Consumer<Change> listener) {
    listeners.remove(listener);
  }

  /**
   * Replays the changes after a version and then reports every new one, without a gap.
   *
   * @throws ApiException 410 when the changes since then are no longer kept
   */
  synchronized void listenFrom(long since, Consumer<Change> listener) {
    if (since < oldest) {
      throw ApiException.expired(since, oldest);
    }
    changes.stream().filter(change -> change.version() > since).forEach(listener);
    listeners.add(listener);
  }

  /** Reports the present state and then every change, without a gap. */
  synchronized void listenWithState(
      ResourceType type, String namespace, Consumer<Listing> state, Consumer<Change> listener) {
    state.accept(list(type, namespace, Selector.ALL));
    listeners.add(listener);
  }

  /** As after the start of a real API server: who watches from an earlier version gets 410. */
  public synchronized void forgetChanges() {
    changes.clear();
    oldest = ++version;
  }

  /** Tells the present version, after everything that made it. */
  synchronized void tellVersion(LongConsumer listener) {
    listener.accept(version);
  }

  private static void refuseStale(ObjectKey key, ObjectNode before, ObjectNode after) {
    String stored = before.path("metadata").path("resourceVersion").asText();
    String given = after.path("metadata").path("resourceVersion").asText("");
    if (!given.isEmpty() && !given.equals(stored)) {
      throw ApiException.conflict(
          key.type(),
          key.name(),
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  private static void keepIdentity(ObjectNode before, ObjectNode after) {
    JsonNode was = before.path("metadata");
    ObjectNode is = after.withObject("/metadata");
    for (String field :
        List.of("name", "namespace", "uid", "creationTimestamp", "generation", "resourceVersion")) {
      if (was.has(field)) {
        is.set(field, was.get(field));
      }
    }
    after.set("apiVersion", before.path("apiVersion"));
    after.set("kind", before.path("kind"));
  }

  private ObjectNode store(
      ObjectKey key, @Nullable ObjectNode before, ObjectNode after, boolean dryRun) {
    if (dryRun) {
      return after;
    }
    after.withObject("/metadata").put("resourceVersion", Long.toString(++version));
    objects.put(key, after);
    tell(new Change(key, before, after, version));
    return after;
  }

  private void tell(Change change) {
    changes.addLast(change);
    if (changes.size() > REMEMBERED_CHANGES) {
      oldest = changes.removeFirst().version();
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(change));
  }
}
