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

  /** What a stage does. */
  interface Run {
    Figure run() throws InterruptedException;
  }

  static Stage of(String name, Run run) {
    return new Stage() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Figure run() throws InterruptedException {
        return run.run();
      }
    };
  }
}
