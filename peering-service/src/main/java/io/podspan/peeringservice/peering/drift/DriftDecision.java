package io.podspan.peeringservice.peering.drift;

import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.router.Drift;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What follows from a look at a cluster. Pure.
 *
 * @param after what is known then
 * @param facts what is told
 * @param heals whether a rollout is to write it again, now
 */
public record DriftDecision(DriftState after, List<DriftFact> facts, boolean heals) {
  public DriftDecision {
    facts = List.copyOf(facts);
  }

  /**
   * @param found what is not as it was written
   * @param wanted what the interconnect says
   */
  public static DriftDecision of(
      DriftState before, List<Drift> found, OnDrift wanted, HealingLimit limit, Instant now) {
    List<Instant> healed = limit.counting(before.healed(), now);
    List<DriftFact> facts = new ArrayList<>(gone(before, found));
    if (found.isEmpty()) {
      return new DriftDecision(new DriftState(List.of(), "", healed, false, ""), facts, false);
    }
    boolean heals = wanted == OnDrift.HEAL && healed.size() < limit.most();
    String nextStep = nextStep(found, wanted, heals, healed, limit, now);
    // What is there again after a rollout wrote it was changed again. A new answer is told, too.
    boolean again = before.healing() || !before.nextStep().equals(nextStep);
    found.stream()
        .filter(drift -> again || !before.found().contains(drift))
        .forEach(drift -> facts.add(new DriftFact.Found(drift, nextStep)));
    List<Instant> counted = new ArrayList<>(healed);
    if (heals) {
      counted.add(now);
    }
    return new DriftDecision(new DriftState(found, "", counted, heals, nextStep), facts, heals);
  }

  private static List<DriftFact> gone(DriftState before, List<Drift> found) {
    return before.found().stream()
        .map(Drift::object)
        .distinct()
        .filter(object -> found.stream().noneMatch(drift -> drift.object().equals(object)))
        .<DriftFact>map(
            object -> before.healing() ? new DriftFact.Healed(object) : new DriftFact.Ended(object))
        .toList();
  }

  private static String nextStep(
      List<Drift> found,
      OnDrift wanted,
      boolean heals,
      List<Instant> healed,
      HealingLimit limit,
      Instant now) {
    if (heals) {
      return "A rollout writes it again now (onDrift: heal). " + source(found);
    }
    return switch (wanted) {
      case TELL ->
          "Nothing is done about it (onDrift: tell). "
              + source(found)
              + " Podspan writes it again with onDrift: heal, which PATCH"
              + " /api/v1/interconnects/{name} sets.";
      case HEAL ->
          "It is not written again before "
              + limit.next(healed, now).truncatedTo(ChronoUnit.SECONDS)
              + ": it was "
              + healed.size()
              + " times within an hour. "
              + source(found);
    };
  }

  /** Where it is to be corrected. */
  private static String source(List<Drift> found) {
    return found.stream()
        .map(Drift::owner)
        .filter(Objects::nonNull)
        .findFirst()
        .map(
            owner ->
                "Change the source of "
                    + owner.name()
                    + " ("
                    + owner.sign()
                    + "), or let it leave this field alone: "
                    + (owner.reverts()
                        ? "it takes changes of others back by itself."
                        : "its next run takes changes of others back."))
        .orElse("Find out who changed it, and put it back.");
  }
}
