package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node's part of a rollout.
 *
 * @param gates the gates in the order in which they passed
 * @param startedAt when its turn came, null before
 * @param tookMillis how long it took, null until it is verified
 */
public record NodeStep(
    String node,
    String address,
    Status status,
    List<String> gates,
    @Nullable Instant startedAt,
    @Nullable Long tookMillis) {
  /** What earlier versions wrote of a node that had left, which they took for verified. */
  private static final List<String> FORMERLY_GONE =
      List.of("skipped, because the node left the cluster");

  public NodeStep {
    gates = List.copyOf(gates);
    status = status == Status.VERIFIED && gates.equals(FORMERLY_GONE) ? Status.GONE : status;
  }

  /** Where a node is. */
  public enum Status {
    /** Its router runs its former configuration; nothing was done to it. */
    PENDING,
    /** It or its router is not Ready, so it is passed over. It is tried when it is back. */
    LEFT_OUT,
    /** It left the cluster before it was done, so it has nothing of the rollout. */
    GONE,
    /** Its router restarts, or took the change without. */
    RESTARTING,
    /** Its router has the change; the gates are yet to pass. */
    GATING,
    /** All gates have passed. */
    VERIFIED,
    /** The rollout stopped here. */
    FAILED,
    /** Its router runs its former configuration again. */
    ROLLED_BACK
  }

  static NodeStep pending(Node node) {
    return new NodeStep(node.name(), node.address(), Status.PENDING, List.of(), null, null);
  }

  NodeStep started(Instant now) {
    return new NodeStep(node, address, Status.RESTARTING, List.of(), now, null);
  }

  /**
   * @param why for people
   */
  NodeStep leftOut(String why) {
    return new NodeStep(node, address, Status.LEFT_OUT, List.of("left out: " + why), null, null);
  }

  NodeStep gone() {
    return new NodeStep(
        node, address, Status.GONE, List.of("the node left the cluster"), startedAt, null);
  }

  NodeStep now(Status changed) {
    return new NodeStep(node, address, changed, gates, startedAt, tookMillis);
  }

  /** The same, and this gate has passed. */
  NodeStep passing(String gate) {
    return new NodeStep(node, address, status, List.of(gate), startedAt, tookMillis);
  }

  NodeStep verified(List<String> passed, Instant now) {
    Instant since = startedAt == null ? now : startedAt;
    long took = Duration.between(since, now).toMillis();
    return new NodeStep(node, address, Status.VERIFIED, passed, startedAt, took);
  }

  /** Whether it is yet to be done on the way forward. */
  boolean isOpen() {
    return switch (status) {
      case PENDING, RESTARTING, GATING, FAILED -> true;
      case LEFT_OUT, GONE, VERIFIED, ROLLED_BACK -> false;
    };
  }

  /** Whether its router may run the changed configuration. */
  boolean touched() {
    return switch (status) {
      case RESTARTING, GATING, VERIFIED, FAILED -> true;
      case PENDING, LEFT_OUT, GONE, ROLLED_BACK -> false;
    };
  }
}
