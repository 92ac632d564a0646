package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kept rollouts, filtered and sorted, part by part. Port. */
public interface RolloutPages {
  /** What a rollout is sorted by; where these are equal, its id decides. */
  enum Order {
    CREATED_AT,
    INTERCONNECT,
    CLUSTER,
    STATE
  }

  /**
   * Which rollouts, in which order. An empty list means all.
   *
   * @param ended whether they have ended; null for both
   * @param after behind which one to begin; null at the start
   * @param most how many at most
   */
  record Question(
      List<String> interconnects,
      List<String> clusters,
      List<String> states,
      @Nullable Boolean ended,
      Order order,
      boolean descending,
      @Nullable Spot after,
      int most) {
    public Question {
      interconnects = List.copyOf(interconnects);
      clusters = List.copyOf(clusters);
      states = List.copyOf(states);
    }
  }

  /**
   * Where a rollout stands in an order.
   *
   * @param key what it is sorted by; of a time as ISO 8601 has it
   */
  record Spot(String key, String id) {}

  record Found(Rollout rollout, Spot spot) {}

  /**
   * @param total how many there are, wherever they stand
   */
  record Answer(List<Found> found, long total) {
    public Answer {
      found = List.copyOf(found);
    }
  }

  Answer ask(Question question);
}
