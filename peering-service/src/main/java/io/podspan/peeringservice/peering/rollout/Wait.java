package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout waits for.
 *
 * @param node where, null when not at a node
 * @param what what is not as it should be yet, for people
 * @param since when it began to wait for this gate
 * @param until when it gives up; null when it waits for as long as it takes
 * @param commands what somebody has to run; empty while nobody has to
 */
public record Wait(
    @Nullable String node,
    Gate gate,
    String what,
    Instant since,
    @Nullable Instant until,
    List<String> commands) {
  /** Documents of former versions have no commands. */
  public Wait {
    commands = commands == null ? List.of() : List.copyOf(commands);
  }

  /** One that nobody has to do anything for. */
  public Wait(
      @Nullable String node, Gate gate, String what, Instant since, @Nullable Instant until) {
    this(node, gate, what, since, until, List.of());
  }

  /** What has to pass. Each has a time limit of its own, or none. */
  public enum Gate {
    /** The clusters before it in the interconnect, or another rollout of its cluster. */
    TURN,
    /** The reflectors take the interconnect over. */
    REFLECTORS,
    /** The cluster's API answers. */
    API,
    /** The node is Ready and has a router pod. */
    NODE,
    /** The new pod has the newest configuration and is Ready. */
    POD,
    /** The sessions are Established; on a leave, they have ended. */
    SESSIONS,
    /** The prefixes are at the reflectors, and the routes in RIB and kernel, old ones too. */
    ROUTES,
    /** Pods reach each other as well as before, and those of the new clusters. */
    PROBES,
    /** Somebody changes the routers by hand. */
    BY_HAND
  }

  /** Whether it is for something that comes by itself at a node. */
  boolean isOfGate() {
    return node != null && gate != Gate.BY_HAND;
  }

  boolean isOf(@Nullable String other) {
    return node == null ? other == null : node.equals(other);
  }

  /** The same since the former one began, if that is about the same. */
  Wait after(@Nullable Wait former) {
    return former == null || former.gate != gate
        ? this
        : new Wait(node, gate, what, former.since, until, commands);
  }
}
