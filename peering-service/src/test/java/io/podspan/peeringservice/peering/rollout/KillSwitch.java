package io.podspan.peeringservice.peering.rollout;

import java.util.ArrayList;
import java.util.List;

/** Ends an owner at one of the points that it passes. It ends once. */
class KillSwitch {
  private final int killAt;
  final List<String> points = new ArrayList<>();

  /**
   * @param killAt the number of the point, from 1; 0 for none
   */
  KillSwitch(int killAt) {
    this.killAt = killAt;
  }

  /** The owner is gone. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed(String where) {
      super("killed " + where);
    }
  }

  void point(String where) {
    points.add(where);
    if (points.size() == killAt) {
      throw new Killed(where);
    }
  }
}
