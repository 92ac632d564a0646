package io.podspan.peeringservice.peering.strategy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which order, how many at a time and when the nodes of an interconnect are changed. A rollout
 * keeps the one that it was created with.
 *
 * @param canary the nodes that go first, one at a time
 * @param afterCanary what happens when they are verified
 * @param batch how many of the other nodes are changed together
 * @param parallelClusters how many clusters at a time, in the interconnect's order; null for all
 * @param windows when nodes may begin; always, if there is none
 * @param mode what a failure leads to
 */
public record Strategy(
    Canary canary,
    AfterCanary afterCanary,
    Batch batch,
    @Nullable Integer parallelClusters,
    List<Window> windows,
    Mode mode) {
  /** One node after the other, all clusters at once, at any time. */
  public static final Strategy DEFAULT =
      new Strategy(
          new Canary.Nobody(),
          new AfterCanary.GoOn(),
          new Batch.ByPolicy(),
          null,
          List.of(),
          Mode.AUTOMATIC);

  /** Documents of interconnects of former versions have none of it. */
  public Strategy {
    windows = List.copyOf(windows);
  }

  /** The same without an order of clusters. */
  public Strategy inAllClusters() {
    return new Strategy(canary, afterCanary, batch, null, windows, mode);
  }

  /** Which nodes go first. */
  public sealed interface Canary {
    /** There is no canary. */
    record Nobody() implements Canary {}

    /**
     * By name.
     *
     * @param nodes {@code paris-n1}, or {@code paris/paris-n1} for the one of this cluster only
     */
    record Named(List<String> nodes) implements Canary {
      public Named {
        nodes = List.copyOf(nodes);
      }

      /** Whether this node of this cluster is one of them. */
      public boolean names(String cluster, String node) {
        return nodes.contains(node) || nodes.contains(cluster + "/" + node);
      }
    }

    /** Those that have all of these labels. */
    record Labelled(Map<String, String> labels) implements Canary {
      public Labelled {
        labels = Map.copyOf(labels);
      }
    }

    /** The first so many of each cluster. */
    record First(int count) implements Canary {}
  }

  /** What happens between the canary and the others. */
  public sealed interface AfterCanary {
    /** The others begin at once. */
    record GoOn() implements AfterCanary {}

    /** The others begin when an operator resumes the rollout. */
    record Ask() implements AfterCanary {}

    /** The others begin after this time. */
    record WaitFor(Duration time) implements AfterCanary {}
  }

  /**
   * How many nodes are changed together. The next ones begin when all of them are verified. The
   * DaemonSet's maxUnavailable is never exceeded.
   */
  public sealed interface Batch {
    /** As the service is set up: one at a time. */
    record ByPolicy() implements Batch {}

    record Count(int count) implements Batch {}

    /** Of the nodes of the cluster, rounded up. */
    record Percent(int percent) implements Batch {}
  }

  /** What a failure leads to. */
  public enum Mode {
    /** It is rolled back. */
    AUTOMATIC,
    /** It stops, and asks. */
    MANUAL
  }
}
