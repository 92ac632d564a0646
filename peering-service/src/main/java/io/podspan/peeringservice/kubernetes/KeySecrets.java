package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.UnusableKeyException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The Secrets of reflectors' keys: they are there before the first peer that names them. */
public final class KeySecrets {
  private static final Logger LOG = Logger.getLogger(KeySecrets.class);

  private final RouterSecrets secrets;
  private final BgpKeys keys;

  public KeySecrets(ClusterCalls calls, BgpKeys keys) {
    secrets = new RouterSecrets(calls);
    this.keys = keys;
  }

  /**
   * Writes them.
   *
   * @param back whether a change is taken back; then they are there still, also where a key file is
   *     not
   * @return why it cannot be done
   */
  public Optional<Refused> write(Access access, Collection<KeySecret> needed, boolean back) {
    for (KeySecret secret : needed) {
      try {
        if (!access.byHand() && secret.ours()) {
          String key = keys.read(secret.keyFile()).text();
          secrets.write(access, secret.namespace(), secret.name(), KeySecret.FIELD, key);
        }
      } catch (UnusableKeyException e) {
        if (!back) {
          return Optional.of(new Refused(e.why(), e.nextStep() + " Then retry."));
        }
        LOG.warnf("the Secret of a way back stays as it was: %s", e.why());
      }
    }
    return Optional.empty();
  }

  /**
   * Those of ours among these names that are known not to be there.
   *
   * @param named by objects of the routers
   */
  public Set<String> gone(Access access, String namespace, Collection<String> named) {
    return named.stream()
        .filter(name -> name.startsWith(RouterSecrets.PREFIX))
        .distinct()
        .filter(name -> secrets.isGone(access, namespace, name, KeySecret.FIELD))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Takes those of ours away that no object names any more. */
  public void removeUnused(Access access, Collection<KeySecret> former, Set<String> named) {
    former.stream()
        .filter(KeySecret::ours)
        .filter(secret -> !named.contains(secret.name()))
        .forEach(secret -> secrets.remove(access, secret.namespace(), secret.name()));
  }

  /** Does the work; by hand, these have to be there before. */
  public static <T> T byHand(Collection<KeySecret> needed, Supplier<T> work) {
    return RouterSecrets.byHand(
        needed.stream().filter(KeySecret::ours).map(KeySecret::command).toList(), List.of(), work);
  }
}
