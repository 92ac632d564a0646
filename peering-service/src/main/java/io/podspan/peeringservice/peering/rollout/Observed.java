package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came of a {@link RolloutAction}. */
public sealed interface Observed {

  /** These clusters go first, and have not reached their aim. */
  record Ahead(List<String> clusters) implements Observed {
    public Ahead {
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * Another rollout changes the routers of the cluster.
   *
   * @param by which one, for people
   */
  record Occupied(List<String> by) implements Observed {
    public Occupied {
      by = List.copyOf(by);
    }
  }

  /** These reflectors have not taken the interconnect over. */
  record Reflectors(List<String> missing) implements Observed {}

  /**
   * This is to change.
   *
   * @param labelled the nodes that the canary's labels choose
   * @param mostUnavailable how many nodes' routers may be away at once, null if nothing says so
   */
  record Prepared(RouterChange change, List<String> labelled, @Nullable Integer mostUnavailable)
      implements Observed {
    public Prepared {
      labelled = List.copyOf(labelled);
    }
  }

  /**
   * The change is written.
   *
   * @param found how the routers' object looks since, null if that is not known
   */
  record Written(@Nullable String found) implements Observed {}

  /**
   * Somebody else edited the routers' object.
   *
   * @param found how it looks now, null if that is not known
   */
  record Edited(@Nullable String found) implements Observed {}

  /** Somebody has to run these commands first: the cluster is changed by hand. */
  record ByHand(List<String> commands) implements Observed {
    public ByHand {
      commands = List.copyOf(commands);
    }
  }

  /** Time has passed. */
  record Waited() implements Observed {}

  /** It cannot be done, and trying again is no use. */
  record Refusal(String reason, String nextStep) implements Observed {}

  /**
   * What the driver of the cluster's routers said.
   *
   * @param before the node that was asked about, before anything is done to it
   */
  record OfRouters(RouterOutcome outcome, Snapshot before) implements Observed {
    public OfRouters(RouterOutcome outcome) {
      this(outcome, Snapshot.NONE);
    }
  }

  /**
   * The sessions and routes of a node, and what its pods reach.
   *
   * @param passed the gates that passed, for people
   * @param missing the sessions that are not as they should be yet, for people
   * @param unrouted the routes that are not where they should be yet, for people
   * @param unread why the node's routes are not known, for people; null when they are
   * @param routerSaid whether the node's own router agrees about the sessions
   * @param probed what the probes say; it counts when the routes are there
   * @param lost nodes that were verified and whose session was lost since
   */
  record Gates(
      List<String> passed,
      List<String> missing,
      List<String> unrouted,
      @Nullable String unread,
      boolean routerSaid,
      Probed probed,
      List<Lost> lost)
      implements Observed {
    public Gates {
      passed = List.copyOf(passed);
      missing = List.copyOf(missing);
      unrouted = List.copyOf(unrouted);
      lost = List.copyOf(lost);
    }

    /** The same with what else is known of the sessions that are missing. */
    Gates explained(List<String> complaints) {
      List<String> all = new ArrayList<>(missing);
      all.addAll(complaints);
      return new Gates(passed, all, unrouted, unread, routerSaid, probed, lost);
    }

    /** The same, but a session that these nodes lost does not count. */
    Gates withoutLost(Predicate<String> nodes) {
      return new Gates(
          passed,
          missing,
          unrouted,
          unread,
          routerSaid,
          probed,
          lost.stream().filter(one -> !nodes.test(one.node())).toList());
    }
  }

  /**
   * What the probes say of a node.
   *
   * @param passed for people
   * @param missing what answered before and does not, or what is to answer and does not
   * @param pending what no round has measured since the change
   */
  record Probed(List<String> passed, List<String> missing, List<String> pending) {
    static final Probed NONE = new Probed(List.of(), List.of(), List.of());

    public Probed {
      passed = List.copyOf(passed);
      missing = List.copyOf(missing);
      pending = List.copyOf(pending);
    }
  }

  /**
   * A session that was up when its node was verified.
   *
   * @param since when we heard of it, by our clock
   */
  record Lost(String node, String detail, Instant since) {}

  /** These nodes take part now, and the rollout has not changed them. */
  record Late(List<Node> nodes) implements Observed {
    public Late {
      nodes = List.copyOf(nodes);
    }
  }

  /** The cluster's API could not be used. */
  record Unavailable(ClusterFault fault) implements Observed {}
}
