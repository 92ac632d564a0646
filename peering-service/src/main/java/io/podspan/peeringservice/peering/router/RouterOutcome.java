package io.podspan.peeringservice.peering.router;

/** What a driver's call led to. */
public sealed interface RouterOutcome {

  /** What {@link RouterDriver#apply} and {@link RouterDriver#revert} lead to. */
  sealed interface OfWrite extends RouterOutcome {}

  /** What {@link RouterDriver#checkNode} finds. */
  sealed interface OfCheck extends RouterOutcome {}

  /** What {@link RouterDriver#changeNode} leads to. */
  sealed interface OfChange extends RouterOutcome {}

  /** What {@link RouterDriver#restartNode} leads to. */
  sealed interface OfRestart extends RouterOutcome {}

  /** What {@link RouterDriver#restore} leads to. */
  sealed interface OfRestore extends RouterOutcome {}

  /** The change is written. */
  record Applied() implements OfWrite {}

  /** Another client changed the same configuration since it was read. */
  record Conflict(String why) implements OfWrite {}

  /** It cannot be done, and trying again does not help. */
  record Refused(String reason, String nextStep) implements OfWrite, OfChange {}

  /** The node's router pod runs the former configuration. */
  record Restartable(String pod, String uid) implements OfCheck {}

  /** A part of the change is for this node alone, and is written now that its turn has come. */
  record Changeable() implements OfCheck {}

  /** The node's router has the change already, or needs no restart for it. */
  record UpToDate() implements OfCheck, OfChange {}

  /** The node's part of the change is written, just now. */
  record Changed() implements OfChange {}

  /** What is said of a node before its router is looked at. */
  sealed interface OfNode extends OfCheck, OfChange, OfRestart {}

  /** The router of the node is not in a state to be changed. */
  record NotReady(String why) implements OfCheck {}

  /** The node itself is not Ready. Nothing can be expected of it until it is back. */
  record Away(String why) implements OfNode {}

  /** The node left the cluster. */
  record Gone() implements OfNode {}

  /** The new pod is Ready and has the newest configuration. */
  record Running(String pod) implements OfRestart {}

  /** The new pod does not exist yet, or is not Ready yet. */
  record NotRunning(String why) implements OfRestart {}

  /**
   * What the rollout set aside cannot be put back yet. It is tried again.
   *
   * @param why what it waits for, one sentence
   * @param nextStep what brings it about
   */
  record Held(String why, String nextStep) implements OfRestore {}

  /** What the rollout set aside is as it was before. */
  record Restored() implements OfRestore {}
}
