package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.overview.RolloutView.State;
import io.podspan.console.overview.RolloutView.Step;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds the events of one rollout, in their order, into its view. */
final class RolloutStory {
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private State state = State.PLANNED;
  private @Nullable String direction;
  private @Nullable String driver;
  private @Nullable String reason;
  private @Nullable String nextStep;
  private List<String> changes = List.of();
  private List<String> cautions = List.of();

  private RolloutStory() {}

  /**
   * @param facts of one rollout, at least one
   */
  static RolloutView of(List<Fact> facts) {
    RolloutStory story = new RolloutStory();
    facts.forEach(fact -> story.tell((RolloutEvent) fact.event()));
    RolloutIdentity identity = ((RolloutEvent) facts.getFirst().event()).rollout();
    return new RolloutView(
        identity.id(),
        identity.interconnect(),
        identity.cluster(),
        story.direction,
        story.driver,
        story.state,
        story.changes,
        story.cautions,
        List.copyOf(story.steps.values()),
        story.reason,
        story.nextStep,
        facts.getFirst().time(),
        facts.getLast().time());
  }

  private void tell(RolloutEvent event) {
    switch (event) {
      case RolloutEvent.RolloutPlanned planned -> plan(planned);
      case RolloutEvent.RolloutStarted _ -> stands(State.RUNNING, null, null);
      case RolloutEvent.NodeRestarting step -> {
        stands(State.RUNNING, null, null);
        steps.put(step.node(), new Step(step.node(), "restarting", List.of(), null));
      }
      case RolloutEvent.NodeVerified step -> {
        stands(State.RUNNING, null, null);
        steps.put(step.node(), new Step(step.node(), "verified", step.gates(), step.tookMillis()));
      }
      case RolloutEvent.RolloutPaused paused ->
          stands(State.PAUSED, paused.reason(), paused.nextStep());
      case RolloutEvent.RolloutSteered(_, var verb, _) -> steer(verb);
      case RolloutEvent.RolloutFailed failed -> {
        stands(State.FAILED, failed.reason(), failed.nextStep());
        String node = failed.node();
        if (node != null) {
          steps.put(node, new Step(node, "failed", List.of(), null));
        }
      }
      case RolloutEvent.RolledBack back -> {
        stands(State.ROLLED_BACK, back.reason(), nextStep);
        back.nodes().forEach(n -> steps.put(n, new Step(n, "rolled back", List.of(), null)));
        without(back.gone(), "gone");
      }
      case RolloutEvent.RolloutCompleted completed -> {
        stands(State.COMPLETED, null, null);
        without(completed.leftOut(), "left out");
        without(completed.gone(), "gone");
      }
      case RolloutEvent.DriftFound _,
          RolloutEvent.DriftHealed _,
          RolloutEvent.DriftEnded _,
          RolloutEvent.RemainsLeft _ -> {
        // What became of it after it has ended. The interconnect's condition Drifted tells of it.
      }
    }
  }

  private void steer(RolloutEvent.Verb verb) {
    switch (verb) {
      case PAUSE -> stands(State.PAUSED, "an operator paused it", "Resume the rollout.");
      case RESUME, RETRY, ROLLBACK -> stands(State.RUNNING, null, null);
      case ABORT -> {
        // What came of it follows: it failed, or it never began.
      }
    }
  }

  private void plan(RolloutEvent.RolloutPlanned planned) {
    direction = planned.direction().name().toLowerCase(Locale.ROOT);
    driver = planned.driver();
    changes = planned.changes();
    cautions = Objects.requireNonNullElse(planned.cautions(), List.of());
    planned.nodes().forEach(n -> steps.put(n, new Step(n, "waiting", List.of(), null)));
  }

  private void without(@Nullable List<String> nodes, String state) {
    Objects.requireNonNullElse(nodes, List.<String>of())
        .forEach(node -> steps.put(node, new Step(node, state, List.of(), null)));
  }

  private void stands(State now, @Nullable String why, @Nullable String next) {
    state = now;
    reason = why;
    nextStep = next;
  }
}
