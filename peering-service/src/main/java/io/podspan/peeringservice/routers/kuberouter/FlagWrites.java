package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.Attempts;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.UnusableKeyException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes the flags of a DaemonSet's container, and before them the Secret that they need. No pod
 * restarts because of it.
 */
final class FlagWrites {
  private static final Logger LOG = Logger.getLogger(FlagWrites.class);

  private final DaemonSets daemonSets;
  private final DaemonSetPatches patches;
  private final AnnotatedNodes nodePeers;
  private final RouterSecrets secrets;
  private final BgpKeys keys;

  FlagWrites(
      DaemonSets daemonSets,
      DaemonSetPatches patches,
      AnnotatedNodes nodePeers,
      RouterSecrets secrets,
      BgpKeys keys) {
    this.daemonSets = daemonSets;
    this.patches = patches;
    this.nodePeers = nodePeers;
    this.secrets = secrets;
    this.keys = keys;
  }

  OfWrite apply(Access access, FlagChange change) {
    return byHand(change, () -> write(access, change, false));
  }

  OfWrite revert(Access access, FlagChange change) {
    FlagChange back = change.reversed();
    return byHand(back, () -> write(access, back, true));
  }

  private static OfWrite byHand(FlagChange change, Supplier<OfWrite> work) {
    return RouterSecrets.byHand(
        change.newPasswords().map(p -> p.command(change.namespace())).stream().toList(),
        List.of(),
        work);
  }

  private OfWrite write(Access access, FlagChange change, boolean back) {
    return Attempts.of(() -> once(access, change, back), Conflict::new);
  }

  private OfWrite once(Access access, FlagChange change, boolean back) {
    RouterDaemonSet set =
        RouterDaemonSet.of(daemonSets.get(access, change.namespace(), change.daemonSet()));
    boolean there = isThere(set, change);
    if (!there && !isThere(set, change.reversed())) {
      return new Conflict("the flags of " + set.shown() + " changed since they were read");
    }
    return rehearse(access, set, change, there)
        .or(
            () ->
                there && !change.isToWriteAgain()
                    ? Optional.empty()
                    : writeSecret(access, change, back))
        .or(() -> nodePeers.writeFirst(access, change))
        .orElseGet(() -> written(access, set, change, there));
  }

  private OfWrite written(Access access, RouterDaemonSet set, FlagChange change, boolean there) {
    DaemonSetPatches.Target target = target(set, change);
    if (!there) {
      patches.setFlags(access, set.onDelete() ? set : patches.hold(access, set), target);
    } else if (!target.askedBy().equals(set.askedBy())) {
      patches.setMarks(access, set, target);
    }
    return new Applied();
  }

  private static boolean isThere(RouterDaemonSet set, FlagChange change) {
    return set.flags().equals(change.wanted())
        && set.mountedSecret().equals(change.secret(set.mountedSecret()));
  }

  private static DaemonSetPatches.Target target(RouterDaemonSet set, FlagChange change) {
    return new DaemonSetPatches.Target(
        change.wanted(),
        change.asked(set.askedBy()),
        change.secret(set.mountedSecret()),
        change.keyFiles(set.keyFiles()));
  }

  private Optional<OfWrite> rehearse(
      Access access, RouterDaemonSet set, FlagChange change, boolean there) {
    return nodePeers
        .rehearse(access, change)
        .or(() -> there ? Optional.empty() : patches.rehearse(access, set, target(set, change)))
        .map(refused -> refused);
  }

  /** On the way back the former Secret is still there: it goes last, when all nodes are done. */
  private Optional<OfWrite> writeSecret(Access access, FlagChange change, boolean back) {
    Optional<PeerPasswords> passwords = change.newPasswords();
    if (passwords.isEmpty() || access.byHand()) {
      return Optional.empty();
    }
    try {
      secrets.write(
          access,
          change.namespace(),
          passwords.get().secret(),
          PeerPasswords.FIELD,
          passwords.get().content(keys));
      return Optional.empty();
    } catch (UnusableKeyException e) {
      if (back) {
        LOG.warnf("the Secret of a way back stays as it was: %s", e.why());
        return Optional.empty();
      }
      return Optional.of(new Refused(e.why(), e.nextStep() + " Then retry."));
    }
  }
}
