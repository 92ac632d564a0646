package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.HeldWriteException;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.AccessReference;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Fence;
import io.podspan.peeringservice.peering.router.RouterPod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Calls of cluster APIs. Every failure becomes a {@link ClusterFault}. */
@ApplicationScoped
public class ClusterCalls {
  /** Who an API server says wrote a field, for all that Podspan writes. */
  public static final String FIELD_MANAGER = "podspan";

  private static final Logger LOG = Logger.getLogger(ClusterCalls.class);

  /** To these an answer of 409 or 422 has no meaning of its own. */
  private static final Set<String> READING = Set.of("get", "list", "watch");

  /** What the server says of a JSON Patch of which a test does not hold. */
  private static final String TEST_FAILED = "the server rejected our request";

  /** A missing right is told as {@code ... is forbidden: User "x" cannot ...}. */
  private static final Pattern REFUSED =
      Pattern.compile("denied the request|is forbidden: (?!User )");

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final ClusterClients clients;
  private final MeterRegistry metrics;

  @Inject
  public ClusterCalls(ClusterClients clients, MeterRegistry metrics) {
    this.clients = clients;
    this.metrics = metrics;
  }

  /** The server refused a change because the object is no longer as the change expects it. */
  public static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;

    /** Without the cause, whose message was not checked for secrets. */
    ConflictException(String words) {
      super(words);
      this.words = words;
    }

    /** The server's own words. */
    public String words() {
      return words;
    }
  }

  /**
   * Makes a request.
   *
   * @param verb as in RBAC. A missing right is reported with it
   * @param resource as in RBAC, reported too
   * @throws ClusterFaultException when the API cannot be used
   * @throws ConflictException when the server refuses with a conflict or a failed precondition
   * @throws ByHandException in place of a write where the cluster is changed by hand
   * @throws Fence.ClosedException in place of a write of a replica that may not act any more
   */
  public <T> T ask(
      Access access, String verb, String resource, Function<KubernetesClient, T> request) {
    if (!READING.contains(verb)) {
      Fence.pass();
    }
    try {
      return request.apply(client(access));
    } catch (HeldWriteException e) {
      throw new ByHandException(List.of(KubectlCommand.of(e)));
    } catch (UnusableAccessException e) {
      throw counted(
          new ClusterFault.BadReference(
              Objects.requireNonNullElse(e.getMessage(), "The kubeconfig cannot be used."),
              e.nextStep()));
    } catch (KubernetesClientException e) {
      if (!READING.contains(verb) && isConflict(e.getCode(), words(e))) {
        throw new ConflictException(words(e));
      }
      throw counted(fault(access, e, verb, resource));
    }
  }

  private KubernetesClient client(Access access) {
    return access.byHand()
        ? clients.readOnly(reference(access))
        : clients.client(reference(access));
  }

  /** An object that does not hold to its schema or a policy has the same status. */
  static boolean isConflict(int code, String words) {
    return code == CONFLICT || (code == UNPROCESSABLE && words.startsWith(TEST_FAILED));
  }

  /** A webhook, a policy or a quota refuses with the same status as a missing right. */
  static boolean isMissingRight(int code, String words) {
    return code == FORBIDDEN && !REFUSED.matcher(words).find();
  }

  /**
   * What the work makes of objects of an API. Every object of its kind has the fields that it looks
   * at; a server that leaves some out is a fault of its cluster.
   */
  static <T> T understood(Supplier<T> work) {
    try {
      return work.get();
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      LOG.debug("an object that is not whole", e);
      throw new ClusterFaultException(
          new ClusterFault.Rejected(
              "The API server answers with an object that lacks what every one has."));
    }
  }

  /** Risks of this access, a sentence each; or why it cannot be used. */
  public List<String> cautions(Access access) {
    try {
      return clients.cautions(reference(access));
    } catch (UnusableAccessException e) {
      return List.of(
          Objects.requireNonNullElse(e.getMessage(), "The kubeconfig cannot be used.")
              + " "
              + e.nextStep());
    }
  }

  /** Asks for what may be missing or unreadable. Empty then. */
  public <T> Optional<T> askOptional(
      Access access, String verb, String resource, Function<KubernetesClient, T> request) {
    try {
      return Optional.ofNullable(ask(access, verb, resource, request));
    } catch (ConflictException e) {
      return Optional.empty();
    } catch (ClusterFaultException e) {
      if (e.fault() instanceof ClusterFault.Forbidden
          || e.fault() instanceof ClusterFault.Rejected) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Changes an object that may be gone already. Empty then. */
  public <T> Optional<T> unlessGone(
      Access access, String verb, String resource, Function<KubernetesClient, T> request) {
    return ask(
        access,
        verb,
        resource,
        client -> {
          try {
            return Optional.ofNullable(request.apply(client));
          } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
              return Optional.<T>empty();
            }
            throw e;
          }
        });
  }

  /**
   * Runs a command in a router's container.
   *
   * @param longest how long it may take
   * @throws ClusterFaultException when the API cannot be used
   */
  public ExecOutcome exec(Access access, RouterPod pod, Duration longest, String... command) {
    if (access.byHand()) {
      throw new ClusterFaultException(
          new ClusterFault.Rejected(
              "The cluster is changed by hand, so Podspan runs no commands in its pods."));
    }
    PodContainer container = new PodContainer(pod.namespace(), pod.name(), pod.container());
    return ask(
        access,
        "create",
        "pods/exec in " + pod.namespace(),
        client -> PodExec.run(client, container, longest, command));
  }

  private ClusterFaultException counted(ClusterFault fault) {
    metrics.counter("podspan_cluster_api_failures_total", "fault", fault.code()).increment();
    return new ClusterFaultException(fault);
  }

  private ClusterFault fault(
      Access access, KubernetesClientException e, String verb, String resource) {
    int code = e.getCode();
    if (isMissingRight(code, words(e))) {
      return new ClusterFault.Forbidden(verb, resource);
    }
    if (code == UNAUTHORIZED) {
      return new ClusterFault.Unauthenticated(
          "The API server does not accept the credentials in the kubeconfig." + expiry(access));
    }
    if (code <= 0) {
      return new ClusterFault.Unreachable(sentence(clients.unreachable(e)) + expiry(access));
    }
    if (code >= SERVER_ERROR || code == TOO_MANY_REQUESTS) {
      return new ClusterFault.Unreachable(
          "The API server answers with status " + code + ": " + words(e) + ".");
    }
    return new ClusterFault.Rejected(
        "The API server refuses to " + verb + " " + resource + ": " + words(e) + ".");
  }

  /** Whether the client certificate has expired: a sentence, or empty. */
  private String expiry(Access access) {
    return clients.expiry(reference(access)).map(said -> " " + said).orElse("");
  }

  private static AccessReference reference(Access access) {
    return new AccessReference(access.kubeconfig(), access.context());
  }

  private static String sentence(String clause) {
    String clean = clause.endsWith(".") ? clause.substring(0, clause.length() - 1) : clause;
    return clean.substring(0, 1).toUpperCase(Locale.ROOT) + clean.substring(1) + ".";
  }

  /** The server's own message, or else that of the root cause. */
  private String words(KubernetesClientException e) {
    return brief(clients.saidBy(e));
  }

  private static String brief(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    String clean = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
  }
}
