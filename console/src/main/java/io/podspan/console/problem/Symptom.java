package io.podspan.console.problem;

import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.SessionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is not as it should be. */
sealed interface Symptom {

  /** Since when. */
  Instant since();

  /** What was seen, a clause that begins with where. */
  String text();

  /** Whether it is about this node, at either end. */
  boolean touches(NodeName node);

  /**
   * A node or its router could not be read.
   *
   * @param why a clause
   */
  record NodeUnread(NodeName node, String why, Instant since) implements Symptom {
    @Override
    public String text() {
      return node + " cannot be read: " + why;
    }

    @Override
    public boolean touches(NodeName other) {
      return node.equals(other);
    }
  }

  /**
   * A session that one of its ends does not have.
   *
   * @param here what the reflector says of it
   * @param there what the node's own router says, null when nobody has read it
   * @param stalled whether the reflector has it still, and the node has ceased to answer
   * @param cause why, as a value, null when nobody gave one
   */
  record SessionDown(
      NodeName node,
      String reflector,
      String here,
      @Nullable String there,
      boolean stalled,
      @Nullable SessionReason cause,
      Instant since)
      implements Symptom {
    /** What the reflector says of a session that it has. */
    static final String ESTABLISHED = "established";

    @Override
    public String text() {
      return node + " with reflector " + reflector + ": " + ends();
    }

    /** Whether the reflector takes the session for established. */
    boolean isUnnoticed() {
      return here.equals(ESTABLISHED);
    }

    /** What both ends say. */
    String ends() {
      return "the reflector says "
          + here
          + (there == null
              ? ", the node's router has not been read"
              : ", the node's router says " + there);
    }

    @Override
    public boolean touches(NodeName other) {
      return node.equals(other);
    }
  }

  /**
   * A route that a node lacks.
   *
   * @param origin the node that it leads to, null when the intent does not know it
   * @param reason why as a value, null when nobody gave one
   * @param why the same in words
   */
  record MissingRoute(
      NodeName node,
      String prefix,
      @Nullable NodeName origin,
      @Nullable RouteReason reason,
      String why,
      Instant since)
      implements Symptom {
    @Override
    public String text() {
      return node + " lacks " + prefix + ": " + why;
    }

    @Override
    public boolean touches(NodeName other) {
      return node.equals(other) || other.equals(origin);
    }
  }

  /**
   * Pods of one node that do not reach those of another.
   *
   * @param pairs pairs of pods measured
   * @param reachable how many of them answered
   * @param why the first failure, empty when it is not known
   * @param begun when the round that found it began
   */
  record FailingPair(
      NodeName from,
      NodeName to,
      int pairs,
      int reachable,
      String why,
      Instant since,
      Instant begun)
      implements Symptom {
    Ends ends() {
      return new Ends(from, to);
    }

    @Override
    public String text() {
      return "pods of %s reach those of %s in %d of %d pairs%s"
          .formatted(from, to, reachable, pairs, why.isEmpty() ? "" : ": " + why);
    }

    @Override
    public boolean touches(NodeName other) {
      return from.equals(other) || to.equals(other);
    }
  }

  /**
   * What pods of one cluster reach of another's could not be measured, or not wholly.
   *
   * @param cause why as a value, null when nobody gave one
   */
  record NotMeasured(String from, String to, @Nullable PairReason cause, String why, Instant since)
      implements Symptom {
    @Override
    public String text() {
      return from + " to " + to + " could not be measured: " + why;
    }

    @Override
    public boolean touches(NodeName node) {
      return false;
    }
  }

  /**
   * A rollout that has stopped, and waits for a person.
   *
   * @param node where, null when not at a node
   * @param paused whether it goes on when it is told to
   */
  record RolloutStopped(
      String interconnect,
      String cluster,
      @Nullable NodeName node,
      boolean paused,
      String why,
      String nextStep,
      Instant since)
      implements Symptom {
    @Override
    public String text() {
      return "the rollout of "
          + interconnect
          + " on "
          + (node == null ? cluster : node)
          + (paused ? " is paused: " : " has stopped: ")
          + why;
    }

    @Override
    public boolean touches(NodeName other) {
      return other.equals(node);
    }
  }

  /**
   * A service of ours is not there.
   *
   * @param reflector whether it is a reflector, and not a service of that name
   */
  record NotThere(String name, boolean reflector, Instant since) implements Symptom {
    @Override
    public String text() {
      return (reflector ? "reflector " : "")
          + name
          + " is not there: it has stopped, stands still, or does not reach Kafka";
    }

    @Override
    public boolean touches(NodeName node) {
      return false;
    }
  }

  /**
   * A condition of an interconnect that does not hold.
   *
   * @param known whether it is known that it does not hold
   */
  record Unmet(String interconnect, String condition, boolean known, String why, Instant since)
      implements Symptom {
    @Override
    public String text() {
      return interconnect + " " + condition + ": " + why;
    }

    @Override
    public boolean touches(NodeName node) {
      return false;
    }
  }
}
