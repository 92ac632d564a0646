package io.podspan.cli.chaos;

import java.util.List;

/** Something that has to hold when all faults are healed and nothing is under way any more. */
interface Check {
  /** As a statement that is true when there is no violation. */
  String holds();

  /** What is not so, with its evidence, a text each. */
  List<String> violations() throws Exception;
}
