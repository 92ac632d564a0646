package io.podspan.peeringservice.peering.rollout;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait: something was heard that may be what they wait for. An owner waits for what
 * is heard of its own cluster, so that what happens in one cluster does not let the owners of all
 * others look. A ring between a count and the wait for more is not missed. Safe for all threads.
 */
public final class RolloutBell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private final Map<String, Long> ofClusters = new HashMap<>();
  private long ofAll;
  private long anything;

  /** For everybody. */
  public void ring() {
    lock.lock();
    try {
      ofAll++;
      anything++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** For the owners of these clusters' rollouts, and for those who hear everything. */
  public void ring(Collection<String> clusters) {
    lock.lock();
    try {
      clusters.forEach(cluster -> ofClusters.merge(cluster, 1L, Long::sum));
      anything++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Only for those who hear everything. */
  public void note() {
    lock.lock();
    try {
      anything++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often it rang so far, for whomever. */
  public long count() {
    lock.lock();
    try {
      return anything;
    } finally {
      lock.unlock();
    }
  }

  /** How often it rang so far for the owner of this cluster's rollout. */
  public long count(String cluster) {
    lock.lock();
    try {
      return of(cluster);
    } finally {
      lock.unlock();
    }
  }

  /** Returns when it has rung more often than {@code seen}, for whomever, or after the time. */
  public void await(long seen, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (anything == seen && nanos > 0) {
        nanos = rung.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when it has rung more often than {@code seen} for this cluster, or after the time. */
  public void await(String cluster, long seen, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (of(cluster) == seen && nanos > 0) {
        nanos = rung.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private long of(String cluster) {
    return ofAll + ofClusters.getOrDefault(cluster, 0L);
  }
}
