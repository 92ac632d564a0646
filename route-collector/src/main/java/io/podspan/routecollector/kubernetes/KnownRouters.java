package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.RouterKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The routers of each cluster, as they were listed last. */
@ApplicationScoped
public class KnownRouters {
  private final RouterPods pods;
  private final Map<String, Map<String, Found>> last = new ConcurrentHashMap<>();

  @Inject
  public KnownRouters(
      @ConfigProperty(name = "podspan.collector.router-namespaces") Optional<List<String>> more) {
    this.pods = new RouterPods(more.orElse(List.of()));
  }

  /** Lists them. */
  Map<String, Found> list(String cluster, KubernetesClient client, RouterKind kind) {
    Map<String, Found> found = pods.of(cluster, client, kind);
    last.put(cluster, Map.copyOf(found));
    return found;
  }

  /** Without asking again. Empty when none was there. */
  Optional<Found> last(String cluster, String node) {
    return Optional.ofNullable(last.getOrDefault(cluster, Map.of()).get(node));
  }
}
