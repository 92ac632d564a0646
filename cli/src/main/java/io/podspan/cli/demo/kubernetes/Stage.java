package io.podspan.cli.demo.kubernetes;

/** A part of the demo after the clusters are joined. */
interface Stage {
  /** As in "a node is added". */
  String name();

  /**
   * Does it and measures.
   *
   * @throws io.podspan.lab.network.LabException when the rig fails
   * @throws io.podspan.cli.api.ProblemException when a service refuses or does not answer
   */
  Figure run() throws InterruptedException;
}
