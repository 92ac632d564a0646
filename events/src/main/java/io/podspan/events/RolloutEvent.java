package io.podspan.events;

import io.podspan.events.check.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one cluster's router configuration is being changed, step by step. The key is the cluster.
 */
public sealed interface RolloutEvent extends Event {
  /** What a list of sentences may take, in bytes. */
  int MOST_SENTENCES = 200 << 10;

  /** What the names of nodes may take, in bytes: more than 5,000 of them. */
  int MOST_NODES = 450 << 10;

  /** Of the octets of names that come second. */
  int MOST_GONE = 16 << 10;

  RolloutIdentity rollout();

  @Override
  default String subject() {
    return rollout().cluster();
  }

  /** What a rollout is for. */
  enum Direction {
    /** The peerings are being added. */
    JOIN,
    /** The peerings are being replaced by others, because the interconnect was changed. */
    CHANGE,
    /** The peerings are being removed: the cluster leaves, or the interconnect is withdrawn. */
    LEAVE
  }

  /**
   * @param direction whether peerings come or go
   * @param driver what makes the change: {@code kube-router-flags}, {@code calico-bgppeer}
   * @param changes the exact diff, one line each, {@code + --peer-router-ips=192.0.2.1}
   * @param nodes the nodes in the order in which they will be changed; the first of them, if there
   *     are thousands ({@link NodeRestarting#steps} says how many)
   * @param cautions what preflight says that an operator should know, a sentence or two each; null
   *     in events of earlier versions
   */
  record RolloutPlanned(
      RolloutIdentity rollout,
      Direction direction,
      String driver,
      List<String> changes,
      List<String> nodes,
      @Nullable List<String> cautions)
      implements RolloutEvent {
    /** Without cautions. */
    public RolloutPlanned(
        RolloutIdentity rollout,
        Direction direction,
        String driver,
        List<String> changes,
        List<String> nodes) {
      this(rollout, direction, driver, changes, nodes, null);
    }

    public RolloutPlanned {
      Require.present(rollout, "rollout");
      Require.present(direction, "direction");
      Require.text(driver, "driver");
      changes = Require.sentences(MOST_SENTENCES, changes, "changes");
      nodes = Require.firstNames(MOST_NODES, nodes, "nodes");
      cautions = cautions == null ? null : Require.sentences(MOST_SENTENCES, cautions, "cautions");
    }
  }

  record RolloutStarted(RolloutIdentity rollout) implements RolloutEvent {
    public RolloutStarted {
      Require.present(rollout, "rollout");
    }
  }

  /**
   * @param step 1-based number of this node
   * @param steps how many nodes there are
   * @param pod the router's pod that is being replaced, null where the router takes the change
   *     without a restart
   */
  record NodeRestarting(
      RolloutIdentity rollout, String node, int step, int steps, @Nullable String pod)
      implements RolloutEvent {
    public NodeRestarting {
      Require.present(rollout, "rollout");
      Require.text(node, "node");
      Require.optionalText(pod, "pod");
    }
  }

  /**
   * All gates of a node have passed.
   *
   * @param gates the gates in the order in which they passed
   * @param tookMillis since its {@link NodeRestarting}
   * @param percent how many of the rollout's nodes are done; null in events of earlier versions
   * @param estimatedEnd when the rollout ends if the others take as long; null when nobody knows
   */
  record NodeVerified(
      RolloutIdentity rollout,
      String node,
      int step,
      int steps,
      List<String> gates,
      long tookMillis,
      @Nullable Integer percent,
      @Nullable Instant estimatedEnd)
      implements RolloutEvent {
    /** Without progress. */
    public NodeVerified(
        RolloutIdentity rollout,
        String node,
        int step,
        int steps,
        List<String> gates,
        long tookMillis) {
      this(rollout, node, step, steps, gates, tookMillis, null, null);
    }

    public NodeVerified {
      Require.present(rollout, "rollout");
      Require.text(node, "node");
      gates = Require.sentences(MOST_SENTENCES, gates, "gates");
    }
  }

  /**
   * The rollout waits for a person or a condition and changes nothing meanwhile.
   *
   * @param node where, null when not at a node
   * @param nextStep what to do about it
   */
  record RolloutPaused(
      RolloutIdentity rollout, @Nullable String node, String reason, String nextStep)
      implements RolloutEvent {
    public RolloutPaused {
      Require.present(rollout, "rollout");
      Require.optionalText(node, "node");
      reason = Require.sentence(reason, "reason");
      nextStep = Require.cut(nextStep);
    }
  }

  /**
   * Somebody steered the rollout, or its strategy did. Whose request it was stands in the header
   * {@code requestedby}.
   *
   * @param verb what was asked for
   * @param why empty when an operator asked for it
   */
  record RolloutSteered(RolloutIdentity rollout, Verb verb, String why) implements RolloutEvent {
    public RolloutSteered {
      Require.present(rollout, "rollout");
      Require.present(verb, "verb");
      why = Require.cut(why);
    }
  }

  /** What may be asked of a rollout. */
  enum Verb {
    PAUSE,
    RESUME,
    ABORT,
    ROLLBACK,
    RETRY
  }

  /**
   * The rollout stopped; later nodes were not touched.
   *
   * @param node where, null when not at a node
   * @param nextStep what to do about it
   * @param gate the gate that did not pass, {@code SESSIONS}; null where it was none, and in events
   *     of earlier versions
   * @param evidence what was seen, a sentence each
   */
  record RolloutFailed(
      RolloutIdentity rollout,
      @Nullable String node,
      String reason,
      String nextStep,
      @Nullable String gate,
      List<String> evidence)
      implements RolloutEvent {
    public RolloutFailed {
      Require.present(rollout, "rollout");
      Require.optionalText(node, "node");
      reason = Require.sentence(reason, "reason");
      nextStep = Require.cut(nextStep);
      Require.optionalText(gate, "gate");
      evidence =
          evidence == null ? List.of() : Require.sentences(MOST_SENTENCES, evidence, "evidence");
    }

    /** Without a gate. */
    public RolloutFailed(
        RolloutIdentity rollout, @Nullable String node, String reason, String nextStep) {
      this(rollout, node, reason, nextStep, null, List.of());
    }
  }

  /**
   * @param nodes the nodes whose routers run their former configuration again; the first of them,
   *     if there are thousands
   * @param gone those that left the cluster meanwhile; likewise; null in events of earlier versions
   */
  record RolledBack(
      RolloutIdentity rollout, String reason, List<String> nodes, @Nullable List<String> gone)
      implements RolloutEvent {
    public RolledBack {
      Require.present(rollout, "rollout");
      reason = Require.sentence(reason, "reason");
      nodes = Require.firstNames(MOST_NODES, nodes, "nodes");
      gone = gone == null ? null : Require.firstNames(MOST_GONE, gone, "gone");
    }
  }

  /**
   * @param nodes how many there were
   * @param tookMillis since {@link RolloutStarted}
   * @param passed how many passed their gates; null in events of earlier versions
   * @param leftOut those that were away when their turn came; the first of them, if there are
   *     thousands; null in events of earlier versions
   * @param gone those that left the cluster before they were done; likewise
   */
  record RolloutCompleted(
      RolloutIdentity rollout,
      int nodes,
      long tookMillis,
      @Nullable Integer passed,
      @Nullable List<String> leftOut,
      @Nullable List<String> gone)
      implements RolloutEvent {
    /** All nodes passed. */
    public RolloutCompleted(RolloutIdentity rollout, int nodes, long tookMillis) {
      this(rollout, nodes, tookMillis, null, null, null);
    }

    public RolloutCompleted {
      Require.present(rollout, "rollout");
      leftOut = leftOut == null ? null : Require.firstNames(MOST_NODES / 2, leftOut, "leftOut");
      gone = gone == null ? null : Require.firstNames(MOST_NODES / 2, gone, "gone");
    }
  }

  /**
   * Somebody else changed what a rollout wrote. The rollout is the last one of the cluster.
   *
   * @param object {@code DaemonSet kube-system/kube-router}
   * @param difference a line each: {@code - } is what was written and is gone, {@code + } what is
   *     there in its place; without secrets
   * @param by who wrote the object last and whose it is, as far as its fields, labels and
   *     annotations say; null when they do not
   * @param nextStep what is done about it, and what to do
   */
  record DriftFound(
      RolloutIdentity rollout,
      String object,
      List<String> difference,
      @Nullable String by,
      String nextStep)
      implements RolloutEvent {
    public DriftFound {
      Require.present(rollout, "rollout");
      object = Require.sentence(object, "object");
      difference = Require.sentences(MOST_SENTENCES, difference, "difference");
      by = by == null ? null : Require.cut(by);
      nextStep = Require.cut(nextStep);
    }
  }

  /** This rollout has written again what somebody else had changed. */
  record DriftHealed(RolloutIdentity rollout, String object) implements RolloutEvent {
    public DriftHealed {
      Require.present(rollout, "rollout");
      object = Require.sentence(object, "object");
    }
  }

  /** Somebody else has put back what was changed. The rollout is the last one of the cluster. */
  record DriftEnded(RolloutIdentity rollout, String object) implements RolloutEvent {
    public DriftEnded {
      Require.present(rollout, "rollout");
      object = Require.sentence(object, "object");
    }
  }

  /**
   * The interconnect was withdrawn by force, and this cluster's routers may have these peerings
   * still. The rollout is the last one of the cluster.
   *
   * @param remains a line for each part: its object, and what to take out of it; without secrets
   * @param commands what takes them away, to be run by a person
   */
  record RemainsLeft(RolloutIdentity rollout, List<String> remains, List<String> commands)
      implements RolloutEvent {
    public RemainsLeft {
      Require.present(rollout, "rollout");
      remains = Require.sentences(MOST_SENTENCES, remains, "remains");
      commands = Require.sentences(MOST_SENTENCES, commands, "commands");
    }
  }
}
