package io.podspan.peeringservice.kubernetes.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.podspan.peeringservice.peering.router.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The watch on one kind of objects in one cluster. */
final class ObjectWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ObjectWatch.class);
  private static final long AGAIN_AFTER = Duration.ofMinutes(10).toNanos();
  private static final long PAGE = 50;

  /** Not of HTTP: the server named more objects than are kept. */
  private static final int TOO_MANY = 1;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final String cluster;
  private final List<Watched> choices;
  private final Runnable heard;
  private final LongSupplier nanoTime;
  private final Map<String, List<Object>> facts = new ConcurrentHashMap<>();
  private @Nullable SharedIndexInformer<GenericKubernetesResource> informer;
  private int choice;
  private volatile int refused;
  private boolean told;
  private long refusedAt;

  /**
   * @param cluster for the log
   * @param choices the objects to watch; the next of them if the credentials may not watch the
   *     first
   */
  ObjectWatch(String cluster, List<Watched> choices, Runnable heard, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.choices = List.copyOf(choices);
    this.heard = heard;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens it, or opens it again after its end.
   *
   * @return whether it watches; also when the API does not serve these objects, so that there are
   *     none
   */
  boolean keep(KubernetesClient client) {
    SharedIndexInformer<GenericKubernetesResource> present = informer;
    if (refused != 0) {
      return afterRefusal(client);
    }
    if (present != null && present.isRunning()) {
      return present.isWatching();
    }
    reopen(client);
    return false;
  }

  private boolean afterRefusal(KubernetesClient client) {
    boolean absent = refused == NOT_FOUND;
    if (informer != null) {
      close();
      refusedAt = nanoTime.getAsLong();
      if (!absent && choice + 1 < choices.size()) {
        choice++;
        reopen(client);
        return false;
      }
      tell(absent);
    }
    if (nanoTime.getAsLong() - refusedAt >= AGAIN_AFTER) {
      choice = 0;
      reopen(client);
    }
    return absent;
  }

  private void tell(boolean absent) {
    if (told || absent) {
      return;
    }
    told = true;
    if (refused == TOO_MANY) {
      LOG.warnf(
          "cluster %s has more than %d %s; they are not watched",
          cluster, ThinStore.MOST_OBJECTS, choices.getFirst().shown());
      return;
    }
    LOG.warnf(
        "the credentials of cluster %s may not watch %s. It is read every few seconds instead."
            + " Grant the verb watch on it",
        cluster, choices.getFirst().shown());
  }

  private void reopen(KubernetesClient client) {
    close();
    refused = 0;
    informer = open(client, choices.get(choice));
  }

  private SharedIndexInformer<GenericKubernetesResource> open(
      KubernetesClient client, Watched watched) {
    ResourceDefinitionContext kind =
        new ResourceDefinitionContext.Builder()
            .withGroup(watched.group())
            .withVersion(watched.version())
            .withKind(watched.kind())
            .withPlural(watched.plural())
            .withNamespaced(!watched.namespace().isEmpty())
            .build();
    var objects = client.genericKubernetesResources(kind);
    SharedIndexInformer<GenericKubernetesResource> opened =
        watched.namespace().isEmpty()
            ? objects.withLimit(PAGE).runnableInformer(0)
            : objects.inNamespace(watched.namespace()).withLimit(PAGE).runnableInformer(0);
    opened
        .removeNamespaceIndex()
        .itemStore(new ThinStore())
        .addEventHandler(new Bell())
        .exceptionHandler((_, failure) -> goesOn(failure))
        .start();
    return opened;
  }

  /** Also an API server that is away at first: the informer tries again with a growing pause. */
  private boolean goesOn(Throwable failure) {
    int status = status(failure);
    if (status != FORBIDDEN && status != NOT_FOUND && status != TOO_MANY) {
      LOG.debugf("a watch on cluster %s: %s", cluster, failure.getClass().getSimpleName());
      return true;
    }
    refused = status;
    return false;
  }

  private static int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ThinStore.TooManyObjectsException) {
        return TOO_MANY;
      }
      if (cause instanceof KubernetesClientException e && e.getCode() > 0) {
        return e.getCode();
      }
    }
    return 0;
  }

  private final class Bell implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
      learn(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource former, GenericKubernetesResource object) {
      learn(object);
    }

    private void learn(GenericKubernetesResource object) {
      List<Object> now = Facts.of(object);
      if (!now.equals(facts.put(key(object), now))) {
        heard.run();
      }
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
      facts.remove(key(object));
      heard.run();
    }

    private static String key(GenericKubernetesResource object) {
      return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "")
          + "/"
          + object.getMetadata().getName();
    }
  }

  @Override
  public void close() {
    SharedIndexInformer<GenericKubernetesResource> present = informer;
    informer = null;
    if (present != null) {
      present.stop();
    }
  }
}
