package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.podspan.events.AccessReference;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * One client per reference. It is made at the first request, and again when its files have changed.
 * Do not close the clients; close this.
 */
public final class ClusterClients implements AutoCloseable {
  /** How long a replaced client stays open for its users. No request takes as long. */
  private static final long RETIREMENT_NANOS = Duration.ofSeconds(60).toNanos();

  /** More than one: the name of an API server is looked up on its loop, and that may block. */
  private static final int LOOPS = 4;

  private final Credentials credentials;
  private final HttpClient.Factory http;
  private final Vertx own;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Key, Open> clients = new HashMap<>();
  private final ArrayDeque<Retired> retired = new ArrayDeque<>();

  /**
   * @param readOnly whether the client sends nothing that changes the cluster
   */
  private record Key(AccessReference reference, boolean readOnly) {}

  private record Open(Access access, KubernetesClient client) {}

  private record Retired(Access access, KubernetesClient client, long sinceNanos) {}

  /**
   * With its own instance of Vert.x: a thousand handshakes with API servers hold up no answer of
   * the service to its callers.
   */
  public ClusterClients(Credentials credentials) {
    this.credentials = credentials;
    this.own = Vertx.vertx(fewLoops());
    this.http = new VertxHttpClientFactory(BoundedVertx.of(own));
  }

  private static VertxOptions fewLoops() {
    return new VertxOptions()
        .setEventLoopPoolSize(LOOPS)
        .setWorkerPoolSize(2)
        .setInternalBlockingPoolSize(2);
  }

  /**
   * The client for this reference. No request is sent yet.
   *
   * @throws UnusableAccessException when the kubeconfig cannot be used
   */
  public KubernetesClient client(AccessReference reference) {
    return open(new Key(reference, false)).client();
  }

  /**
   * The same, but it throws {@link HeldWriteException} in place of each request that would change
   * the cluster.
   */
  public KubernetesClient readOnly(AccessReference reference) {
    return open(new Key(reference, true)).client();
  }

  /** Risks of this access, for people. */
  public List<String> cautions(AccessReference reference) {
    return open(new Key(reference, false)).access().cautions();
  }

  /** A sentence if the client certificate of this access has expired. */
  public synchronized Optional<String> expiry(AccessReference reference) {
    Open present =
        clients.getOrDefault(new Key(reference, false), clients.get(new Key(reference, true)));
    return present == null ? Optional.empty() : present.access().tls().expiry(Instant.now());
  }

  /**
   * Why a request failed, for people and without secrets.
   *
   * @param call what was requested, {@code list pods}
   */
  public String inWords(KubernetesClientException fault, String call) {
    return CallFailure.inWords(fault, call, secrets());
  }

  /** Why a request got no answer, for people and without secrets. */
  public String unreachable(KubernetesClientException fault) {
    return CallFailure.unreachable(fault, secrets());
  }

  /**
   * What a server said about a request that failed, else what the library said; for people and
   * without secrets, as one short line.
   */
  public String saidBy(KubernetesClientException fault) {
    String said = fault.getStatus() == null ? null : fault.getStatus().getMessage();
    return said == null ? PodExec.word(fault, secrets()) : PodExec.firstLine(withoutSecrets(said));
  }

  /** Words of a server without the secrets that it was sent. */
  public String withoutSecrets(String words) {
    return secrets().hiddenIn(words);
  }

  /** Of all clients, also of replaced ones, whose requests may still fail. */
  private synchronized Secrets secrets() {
    return Secrets.of(
        Stream.concat(
                clients.values().stream().map(Open::access), retired.stream().map(Retired::access))
            .map(Access::secrets)
            .toList());
  }

  private synchronized Open open(Key key) {
    closeRetired(System.nanoTime() - RETIREMENT_NANOS);
    Open present = clients.get(key);
    if (present != null) {
      if (credentials.isCurrent(present.access())) {
        return present;
      }
      clients.remove(key);
      retired.add(new Retired(present.access(), present.client(), System.nanoTime()));
    }
    Open opened = open(credentials.access(key.reference()), key.readOnly());
    clients.put(key, opened);
    return opened;
  }

  private Open open(Access access, boolean readOnly) {
    try {
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(access.config())
              .withHttpClientFactory(http)
              .withKubernetesSerialization(Documents.SERIALIZATION)
              .withTaskExecutor(executor)
              .withHttpClientBuilderConsumer(
                  builder -> {
                    access.tls().configure(builder, access.config());
                    builder.addOrReplaceInterceptor(Impersonation.NAME, access.impersonation());
                    builder.addOrReplaceInterceptor(AnswerBound.NAME, new AnswerBound());
                    if (readOnly) {
                      builder.addOrReplaceInterceptor(WriteGuard.NAME, new WriteGuard());
                    }
                  })
              .build();
      return new Open(access, client);
    } catch (RuntimeException e) {
      // Without the cause, which may quote a key.
      throw new UnusableAccessException(
          "The certificates or keys in the kubeconfig cannot be used.",
          "Check that the ...-data fields are base64 of PEM, and that key and certificate match.");
    }
  }

  private void closeRetired(long beforeNanos) {
    Iterator<Retired> oldest = retired.iterator();
    while (oldest.hasNext()) {
      Retired next = oldest.next();
      if (next.sinceNanos() - beforeNanos > 0) {
        return;
      }
      next.client().close();
      oldest.remove();
    }
  }

  /** Closes all clients. Requests in progress fail. */
  @Override
  public synchronized void close() {
    retired.forEach(r -> r.client().close());
    retired.clear();
    clients.values().forEach(open -> open.client().close());
    clients.clear();
    executor.shutdown();
    own.close();
  }
}
