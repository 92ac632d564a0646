package io.podspan.peeringservice.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Right;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Secrets with the keys of BGP sessions, in the namespaces of routers. They are written and taken
 * away, and never read: Podspan has no right to read a Secret of a cluster.
 *
 * <p>Where a cluster is changed by hand nothing is written here: {@link #byHand} adds the command,
 * in which no key is seen.
 */
public final class RouterSecrets {
  /** Our names begin so; a policy of the cluster holds us to it. */
  public static final String PREFIX = Reflector.OUR_SECRETS;

  /** Somebody may delete it between two requests. */
  private static final int ATTEMPTS = 3;

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private final ClusterCalls calls;

  public RouterSecrets(ClusterCalls calls) {
    this.calls = calls;
  }

  /** What a rollout with keys needs besides. */
  public static List<Right> rights(String namespace) {
    return List.of(
        new Right("create", "", "secrets", namespace),
        new Right("update", "", "secrets", namespace),
        new Right("delete", "", "secrets", namespace));
  }

  /** Whether the credentials have all of them; where the server does not say, they count as had. */
  public static boolean mayWrite(RightsReview review, Access access, String namespace) {
    return access.byHand()
        || review.missing(access, rights(namespace)).stream()
            .noneMatch(ClusterFault.Forbidden.class::isInstance);
  }

  /**
   * Whether the API server says that there is none of this name. It is asked to make one, as a
   * rehearsal alone: that needs no right to read, and nothing of a Secret is in the answer. False
   * where it is not known. So it is where a webhook of the cluster, which is asked about a
   * rehearsal as well, does not answer: who reads an API that is away learns it by what else he
   * reads.
   */
  public boolean isGone(Access access, String namespace, String name, String field) {
    if (access.byHand()) {
      return false;
    }
    Secret rehearsed = secret(namespace, name, field, "");
    try {
      return calls
          .askOptional(
              access,
              "create",
              "secrets in " + namespace,
              client ->
                  client.secrets().inNamespace(namespace).resource(rehearsed).dryRun(true).create())
          .isPresent();
    } catch (ClusterFaultException e) {
      return false;
    }
  }

  /** Makes it, or gives it this content. */
  public void write(Access access, String namespace, String name, String field, String content) {
    if (access.byHand()) {
      return;
    }
    Secret secret = secret(namespace, name, field, content);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (isMade(access, secret, content) || isReplaced(access, secret, content)) {
        return;
      }
    }
    throw new ClusterFaultException(
        new ClusterFault.Rejected(
            "Somebody makes and deletes the Secret "
                + namespace
                + "/"
                + name
                + " all the time, so it could not be written."));
  }

  /** False if there is one already. */
  private boolean isMade(Access access, Secret secret, String content) {
    String namespace = secret.getMetadata().getNamespace();
    try {
      calls.ask(
          access,
          "create",
          resource(secret),
          client -> client.secrets().inNamespace(namespace).resource(secret).create());
      return true;
    } catch (ClusterCalls.ConflictException e) {
      return false;
    } catch (ClusterFaultException e) {
      throw new ClusterFaultException(withoutContent(e.fault(), secret, content));
    }
  }

  /**
   * False if there is none any more. It is a plain request: the client's own would read the Secret
   * first, which nobody lets us do.
   */
  private boolean isReplaced(Access access, Secret secret, String content) {
    try {
      return calls
          .unlessGone(
              access, "update", resource(secret), client -> client.raw(path(secret), "PUT", secret))
          .isPresent();
    } catch (ClusterCalls.ConflictException e) {
      throw new ClusterFaultException(unwritten(secret));
    } catch (ClusterFaultException e) {
      throw new ClusterFaultException(withoutContent(e.fault(), secret, content));
    }
  }

  private static String path(Secret secret) {
    return "/api/v1/namespaces/"
        + secret.getMetadata().getNamespace()
        + "/secrets/"
        + secret.getMetadata().getName();
  }

  private static String resource(Secret secret) {
    return "secrets in " + secret.getMetadata().getNamespace();
  }

  /** A server, or a webhook of it, may say the object back. */
  static ClusterFault withoutContent(ClusterFault said, Secret secret, String content) {
    String words = said.detail() + said.nextStep();
    List<String> hidden = new ArrayList<>(secret.getData().values());
    for (String part : content.split(",", -1)) {
      hidden.add(part);
      decoded(part).ifPresent(hidden::add);
    }
    return hidden.stream().anyMatch(part -> !part.isEmpty() && words.contains(part))
        ? unwritten(secret)
        : said;
  }

  private static Optional<String> decoded(String part) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(part), UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ClusterFault unwritten(Secret secret) {
    return new ClusterFault.Rejected(
        "The API server refuses to write the Secret "
            + secret.getMetadata().getNamespace()
            + "/"
            + secret.getMetadata().getName()
            + ". Its words are not shown, because a key may be in them.");
  }

  static Secret secret(String namespace, String name, String field, String content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addToLabels(MANAGED_BY, ClusterCalls.FIELD_MANAGER)
        .endMetadata()
        .withType("Opaque")
        .withData(Map.of(field, Base64.getEncoder().encodeToString(content.getBytes(UTF_8))))
        .build();
  }

  /** Takes it away, if it is there. */
  public void remove(Access access, String namespace, String name) {
    if (access.byHand()) {
      return;
    }
    calls.unlessGone(
        access,
        "delete",
        "secrets in " + namespace,
        client -> client.secrets().inNamespace(namespace).withName(name).delete());
  }

  /**
   * Does the work. Where somebody has to do it by hand, these commands go before its own, and those
   * after them.
   */
  public static <T> T byHand(List<String> first, List<String> last, Supplier<T> work) {
    try {
      return work.get();
    } catch (ByHandException e) {
      List<String> all = new ArrayList<>(first);
      all.addAll(e.commands());
      all.addAll(last);
      throw new ByHandException(all);
    }
  }

  /**
   * The command that makes a Secret with what another one prints. It may be run twice.
   *
   * @param printed a command of a shell; nothing of what it prints is seen
   */
  public static String commandToWrite(String namespace, String name, String field, String printed) {
    return printed
        + " | kubectl -n "
        + namespace
        + " create secret generic "
        + name
        + " --from-file="
        + field
        + "=/dev/stdin --dry-run=client -o yaml | kubectl apply --server-side -f -";
  }

  public static String commandToRemove(String namespace, String name) {
    return "kubectl -n " + namespace + " delete secret " + name + " --ignore-not-found";
  }
}
