package io.podspan.console.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.RolloutEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one cluster's router configuration.
 *
 * @param direction join or leave, null when its plan is older than the journal
 * @param driver what makes the change, null when its plan is older than the journal
 * @param changes the exact diff, a line each
 * @param cautions what preflight said that an operator should know
 * @param steps a step per node, in their order
 * @param reason why it stopped, null when it did not
 * @param nextStep what to do about that
 * @param startedAt when its first event happened
 * @param changedAt when its last one did
 */
public record RolloutView(
    String id,
    String interconnect,
    String cluster,
    @Nullable String direction,
    @Nullable String driver,
    State state,
    List<String> changes,
    List<String> cautions,
    List<Step> steps,
    @Nullable String reason,
    @Nullable String nextStep,
    Instant startedAt,
    Instant changedAt) {

  /** More are in the journal. */
  private static final int SHOWN = 20;

  /** Where a rollout stands. */
  public enum State {
    PLANNED("planned"),
    RUNNING("running"),
    PAUSED("paused"),
    FAILED("failed"),
    ROLLED_BACK("rolled back"),
    COMPLETED("completed");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * One node's turn.
   *
   * @param state waiting, restarting, verified, failed, rolled back, left out (it was away) or gone
   *     (it left the cluster)
   * @param gates the gates that it passed
   * @param tookMillis from restarting to verified, null before
   */
  public record Step(String node, String state, List<String> gates, @Nullable Long tookMillis) {}

  /** The last ones, newest first. */
  static List<RolloutView> all(Projection projection) {
    Map<String, List<Fact>> rollouts = new LinkedHashMap<>();
    projection
        .facts(Projection.ROLLOUTS)
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingLong(Fact::sequence))
        .forEach(
            fact -> {
              String id = ((RolloutEvent) fact.event()).rollout().id();
              rollouts.computeIfAbsent(id, _ -> new ArrayList<>()).add(fact);
            });
    return rollouts.values().stream()
        .map(RolloutStory::of)
        .sorted(Comparator.comparing(RolloutView::startedAt).reversed())
        .limit(SHOWN)
        .toList();
  }
}
