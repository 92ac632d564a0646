package io.podspan.events;

import io.podspan.events.check.Require;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.ReasonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pods of one cluster reach of another's. The key is from/to cluster. */
public sealed interface ProbeEvent extends Event {

  String from();

  String to();

  @Override
  default String subject() {
    return from() + "/" + to();
  }

  /** What the probes say of a pair of clusters. */
  enum Reachability {
    /**
     * Nothing was measured: there were no pods, or no access to them. Or all that was measured
     * answers, and some pods could not be asked.
     */
    UNKNOWN,
    /** Every pair of pods. */
    REACHABLE,
    /** Some pairs of pods answer, some do not. */
    PARTIAL,
    /** None. */
    UNREACHABLE
  }

  /**
   * The reachability of a pair of clusters is another one now.
   *
   * @param before what it was, UNKNOWN at first
   * @param pairs pairs of pods measured
   * @param reachable how many of them answered
   * @param why for people: what failed, or that all answer
   * @param cause the same as a value, null when the writer gave none
   */
  record ReachabilityChanged(
      String from,
      String to,
      Reachability before,
      Reachability now,
      int pairs,
      int reachable,
      String why,
      @Nullable PairReason cause)
      implements ProbeEvent {
    public ReachabilityChanged {
      Require.text(from, "from");
      Require.text(to, "to");
      Require.present(before, "before");
      Require.present(now, "now");
      why = Require.sentence(why, "why");
    }

    /** Without a cause as a value. */
    public ReachabilityChanged(
        String from,
        String to,
        Reachability before,
        Reachability now,
        int pairs,
        int reachable,
        String why) {
      this(from, to, before, now, pairs, reachable, why, null);
    }

    /** With the text of this cause. */
    public static ReachabilityChanged because(
        PairReason cause,
        String from,
        String to,
        Reachability before,
        Reachability now,
        int pairs,
        int reachable) {
      return new ReachabilityChanged(
          from, to, before, now, pairs, reachable, ReasonText.seen(cause), cause);
    }
  }

  /**
   * The summary of one round of pings from one cluster to another.
   *
   * @param round grows with each round
   * @param pairs pairs of pods measured
   * @param reachable how many of them answered
   * @param rttMinMicros shortest round trip in microseconds, null when none answered, as are the
   *     others
   * @param failed the first failures, at most {@link #MOST_FAILED}; none has a summary as its cause
   * @param tookMillis how long the round took
   * @param nodes the same by pairs of nodes, those with failures first, at most {@link
   *     #MOST_NODES}; empty in events of earlier versions
   */
  record ProbeRound(
      String from,
      String to,
      long round,
      int pairs,
      int reachable,
      @Nullable Long rttMinMicros,
      @Nullable Long rttAverageMicros,
      @Nullable Long rttMaxMicros,
      List<FailedPing> failed,
      long tookMillis,
      List<NodeReach> nodes)
      implements ProbeEvent {
    public static final int MOST_FAILED = 20;

    /** The bound keeps the event small however many pairs of pods are configured. */
    public static final int MOST_NODES = 256;

    public ProbeRound {
      Require.text(from, "from");
      Require.text(to, "to");
      failed = first(Require.present(failed, "failed"));
      nodes = nodes == null ? List.of() : nodes.stream().limit(MOST_NODES).toList();
    }

    /** Without pairs of nodes. */
    public ProbeRound(
        String from,
        String to,
        long round,
        int pairs,
        int reachable,
        @Nullable Long rttMinMicros,
        @Nullable Long rttAverageMicros,
        @Nullable Long rttMaxMicros,
        List<FailedPing> failed,
        long tookMillis) {
      this(
          from,
          to,
          round,
          pairs,
          reachable,
          rttMinMicros,
          rttAverageMicros,
          rttMaxMicros,
          failed,
          tookMillis,
          List.of());
    }

    private static List<FailedPing> first(List<FailedPing> all) {
      return all.stream().limit(MOST_FAILED).map(FailedPing::single).toList();
    }
  }

  /** Which source address the pods of a cluster see on what reaches them from another cluster. */
  enum SourceAddress {
    /** It could not be measured. */
    UNKNOWN,
    /** The address of the pod that sent it, for every pair of pods measured. */
    PRESERVED,
    /** Another address for at least one pair, as the node's own after masquerading. */
    REPLACED
  }

  /**
   * What the pods of {@code to} see as the source address of traffic from pods of {@code from}. It
   * is told when it becomes another one.
   *
   * @param measured pairs of pods measured
   * @param preserved for how many of them the address of the pod arrived
   * @param seen what the targets saw, at most {@link #MOST_SEEN}, the replaced ones first
   * @param why for people: what was seen, or why it could not be measured
   */
  record SourceMeasured(
      String from,
      String to,
      SourceAddress now,
      int measured,
      int preserved,
      List<SeenSource> seen,
      String why)
      implements ProbeEvent {
    /** The bound keeps the event small however many pods there are. */
    public static final int MOST_SEEN = 20;

    public SourceMeasured {
      Require.text(from, "from");
      Require.text(to, "to");
      Require.present(now, "now");
      seen = Require.atMost(MOST_SEEN, seen, "seen");
      why = Require.sentence(why, "why");
    }
  }
}
