package io.podspan.peeringservice.drive;

import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.RolloutOwners;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Drives all rollouts that have not ended while this replica has the lease. */
@ApplicationScoped
public class RolloutKeeper {
  /** What the lease is on. */
  public static final String WORK = "drive-rollouts";

  /** A replica that died is followed after this and {@link #RENEWAL}. */
  public static final Duration LEASE = Duration.ofSeconds(10);

  /** How long before the end of the lease an owner stops to act. */
  public static final Duration MARGIN = Duration.ofSeconds(3);

  static final Duration RENEWAL = Duration.ofSeconds(1);

  private static final Logger LOG = Logger.getLogger(RolloutKeeper.class);

  private final RolloutOwners owners;
  private final RolloutStore rollouts;
  private final Transaction transaction;
  private final Term term;
  private final SupervisedThread thread;
  private boolean leading;

  @Inject
  public RolloutKeeper(
      RolloutOwners owners,
      RolloutStore rollouts,
      Transaction transaction,
      Term term,
      Supervision supervision) {
    this.owners = owners;
    this.rollouts = rollouts;
    this.transaction = transaction;
    this.term = term;
    this.thread = supervision.thread("rollout-keeper", new Keeping());
  }

  public void start() {
    thread.start();
  }

  /** Gives the lease back. Owners have ended by then. */
  public void stop() {
    thread.close();
  }

  private final class Keeping implements Task {
    @Override
    public Duration turn() {
      boolean now = term.renew();
      // Asked without the lease, too: what has ended is let go of in memory.
      List<String> active = transaction.call(rollouts::activeIds);
      if (now) {
        active.forEach(owners::own);
      }
      if (now != leading) {
        leading = now;
        LOG.infof(
            now ? "this replica drives the rollouts, %d now" : "another replica drives rollouts",
            active.size());
      }
      return RENEWAL;
    }

    /** Without Postgres the term is not renewed, and ends by itself. */
    @Override
    public void failed(Throwable failure) {
      leading = false;
    }

    @Override
    public void ended() {
      term.resign();
    }
  }
}
