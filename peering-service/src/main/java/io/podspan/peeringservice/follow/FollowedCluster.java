package io.podspan.peeringservice.follow;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.intent.DriftWatch;
import io.podspan.peeringservice.peering.intent.WatchApi;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One cluster that is followed. Belongs to the thread of its loop, except for {@link #heard}. */
final class FollowedCluster implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FollowedCluster.class);

  /** After a fault of its API. */
  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

  private final String name;
  private final Clusters clusters;
  private final DriftWatch drift;
  private final WatchApi api;
  private final FollowPace pace;
  private final Runnable ring;
  private final LongSupplier nanoTime;
  private final AtomicBoolean heard = new AtomicBoolean(true);
  private final AtomicLong times = new AtomicLong();
  private WatchApi.@Nullable Watch watch;
  private @Nullable Access access;
  private @Nullable RouterKind kind;
  private @Nullable String fault;
  private volatile boolean closed;
  private volatile boolean watched;
  private long readAt;
  private long owed;

  /**
   * @param ring makes the loop do its next round at once
   */
  FollowedCluster(
      String name,
      Clusters clusters,
      DriftWatch drift,
      WatchApi api,
      FollowPace pace,
      Runnable ring,
      LongSupplier nanoTime) {
    this.name = name;
    this.clusters = clusters;
    this.drift = drift;
    this.api = api;
    this.pace = pace;
    this.ring = ring;
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong();
  }

  /** Something may have changed. Any thread. */
  void heard() {
    times.incrementAndGet();
    if (!heard.getAndSet(true)) {
      ring.run();
    }
  }

  /** How often something was heard; empty where not everything is watched. Any thread. */
  OptionalLong heardSoFar() {
    return watched ? OptionalLong.of(times.get()) : OptionalLong.empty();
  }

  /** One round: reads the cluster if there is a reason. Returns the pause until the next. */
  Duration round() throws InterruptedException {
    Optional<KnownCluster> known = clusters.named(name);
    if (known.isEmpty() || closed) {
      return pace.every();
    }
    try {
      boolean complete = keepWatching(known.get());
      Duration early = pace.beforeReading(heard.get(), complete, since(readAt), owed);
      if (early.isPositive()) {
        return early;
      }
      // Changes that come close together are read once. A pause of the loop would not do: the next
      // change ends it.
      Thread.sleep(pace.gather());
      heard.set(false);
      if (read()) {
        recovered();
        drift.look(name);
      }
      return pace.afterReading(complete);
    } catch (ClusterFaultException e) {
      failed(e.fault().detail() + " " + e.fault().nextStep());
      heard.set(true);
      return AFTER_FAULT;
    }
  }

  private synchronized boolean keepWatching(KnownCluster cluster) {
    watched = !closed && watching(cluster).keep();
    return watched;
  }

  private WatchApi.Watch watching(KnownCluster cluster) {
    WatchApi.Watch present = watch;
    boolean same = cluster.said().access().equals(access) && cluster.cluster().cni().equals(kind);
    if (present != null && same) {
      return present;
    }
    stopWatching();
    access = cluster.said().access();
    kind = cluster.cluster().cni();
    WatchApi.Watch opened = api.open(access, kind, this::heard);
    watch = opened;
    return opened;
  }

  /** Returns whether the cluster is as it was just read. */
  private boolean read() {
    long began = nanoTime.getAsLong();
    Clusters.Outcome outcome = clusters.refresh(name);
    long ended = nanoTime.getAsLong();
    owed = FollowPace.owed(owed, ended - readAt, ended - began);
    readAt = ended;
    String trouble =
        switch (outcome) {
          case Clusters.Unusable unusable ->
              unusable.violations().stream()
                  .map(Violation::detail)
                  .collect(Collectors.joining(" "));
          case Clusters.NotThisOne notThisOne -> notThisOne.why().detail();
          case Clusters.Outcome _ -> "";
        };
    if (!trouble.isEmpty()) {
      failed(trouble);
    }
    return trouble.isEmpty();
  }

  private long since(long nanos) {
    return nanoTime.getAsLong() - nanos;
  }

  /**
   * The stored cluster stays as it is. Said once for each cause in the log; the watch of drift is
   * told each time, because it hears nothing while a rollout runs.
   */
  private void failed(String why) {
    if (!why.equals(fault)) {
      fault = why;
      LOG.warnf("cluster %s stays as it was last read: %s", name, why);
    }
    drift.unread(name, why);
  }

  private void recovered() {
    if (fault != null && !heard.get()) {
      LOG.infof("cluster %s is read again", name);
      fault = null;
    }
  }

  /** Any thread; a round that is under way opens no other watch. */
  @Override
  public synchronized void close() {
    closed = true;
    stopWatching();
  }

  private synchronized void stopWatching() {
    WatchApi.Watch present = watch;
    watch = null;
    watched = false;
    if (present != null) {
      present.close();
    }
  }
}
