package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Reflector;
import java.util.List;

/**
 * What becomes of a cluster's sessions with reflectors that its interconnect does not name any
 * more.
 *
 * @param kept stay for now, because the way to the other clusters leads through them
 * @param givenUp go
 */
public record Turnover(List<Reflector> kept, List<Reflector> givenUp) {
  public static final Turnover NONE = new Turnover(List.of(), List.of());

  public Turnover {
    kept = List.copyOf(kept);
    givenUp = List.copyOf(givenUp);
  }
}
