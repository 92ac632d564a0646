package io.podspan.peeringservice.kubernetes.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the name and the version of objects, which is all that an informer needs of former ones. A
 * Node object has 10 to 50 kB, and there may be thousands.
 */
final class ThinStore implements ItemStore<GenericKubernetesResource> {
  static final int MOST_OBJECTS = 20_000;

  private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();

  @Override
  public String getKey(GenericKubernetesResource object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
    if (items.size() >= MOST_OBJECTS && !items.containsKey(key)) {
      throw new TooManyObjectsException();
    }
    return items.put(key, thin(object));
  }

  /** An API server names more objects than a cluster has. */
  static final class TooManyObjectsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static GenericKubernetesResource thin(GenericKubernetesResource object) {
    ObjectMeta whole = object.getMetadata();
    GenericKubernetesResource thin = new GenericKubernetesResource();
    thin.setApiVersion(object.getApiVersion());
    thin.setKind(object.getKind());
    thin.setMetadata(
        new ObjectMetaBuilder()
            .withName(whole.getName())
            .withNamespace(whole.getNamespace())
            .withUid(whole.getUid())
            .withResourceVersion(whole.getResourceVersion())
            .build());
    return thin;
  }

  @Override
  public @Nullable GenericKubernetesResource remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<GenericKubernetesResource> values() {
    return items.values().stream();
  }

  @Override
  public @Nullable GenericKubernetesResource get(String key) {
    return items.get(key);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public boolean isFullState() {
    return false;
  }
}
