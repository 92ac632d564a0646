package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steers a rollout besides its own course: who asked for what, and what holds it up.
 *
 * @param pause why no further node begins, null when nothing holds it up
 * @param orders what operators asked for, the last {@link #MOST}
 */
public record Steering(@Nullable PauseReason pause, List<Order> orders) {
  /** A rollout that nobody asked anything of. */
  public static final Steering NONE = new Steering(null, List.of());

  /** How many orders are kept. The journal has all. */
  static final int MOST = 20;

  public Steering {
    orders = orders == null ? List.of() : List.copyOf(orders);
  }

  /**
   * What an operator asked for.
   *
   * @param by the caller's name, null when nobody is known
   */
  public record Order(Verb verb, @Nullable String by, Instant at) {
    /** For people: {@code pat asked to pause it at 2026-11-23T12:00:00Z}. */
    public String text() {
      return (by == null ? "Somebody" : by) + " asked to " + verb.text() + " it at " + at;
    }
  }

  Steering paused(PauseReason reason) {
    return new Steering(reason, orders);
  }

  Steering goingOn() {
    return new Steering(null, orders);
  }

  Steering ordered(Order order) {
    List<Order> all = new ArrayList<>(orders);
    all.add(order);
    return new Steering(pause, all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** The last one, null if there is none. */
  public @Nullable Order last() {
    return orders.isEmpty() ? null : orders.getLast();
  }
}
