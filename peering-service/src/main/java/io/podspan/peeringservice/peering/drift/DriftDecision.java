package io.podspan.peeringservice.peering.drift;

import io.podspan.peeringservice.peering.router.Drift;
import java.time.Instant;
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
   * @param reaction what may be done about it
   */
  public static DriftDecision of(
      DriftState before, List<Drift> found, Reaction reaction, Instant now) {
    List<Instant> healed = HealingLimit.counting(before.healed(), now);
    List<DriftFact> facts = new ArrayList<>(gone(before, found));
    if (found.isEmpty()) {
      return new DriftDecision(DriftState.NONE.healedAt(healed), facts, false);
    }
    Answer answer = Answer.of(reaction, healed, now);
    String nextStep = answer.text() + " " + source(found) + answer.more();
    // What is there again after a rollout wrote it was changed again. A new answer is told, too.
    boolean again = before.healing() || !before.nextStep().equals(nextStep);
    found.stream()
        .filter(drift -> again || !before.found().contains(drift))
        .forEach(drift -> facts.add(new DriftFact.Found(drift, nextStep)));
    List<Instant> counted = new ArrayList<>(healed);
    if (answer.heals()) {
      counted.add(now);
    }
    return new DriftDecision(
        new DriftState(found, "", counted, answer.heals(), answer.waits(), nextStep),
        facts,
        answer.heals());
  }

  /**
   * What is done.
   *
   * @param waits whether it was done too often
   * @param text what is done, or why nothing is
   * @param more what else can be done; empty, or with a space before it
   */
  private record Answer(boolean heals, boolean waits, String text, String more) {
    static Answer of(Reaction reaction, List<Instant> healed, Instant now) {
      return switch (reaction) {
        case Reaction.Tell _ ->
            new Answer(
                false,
                false,
                "Nothing is done about it (onDrift: tell).",
                " Podspan writes it again with onDrift: heal, which PATCH"
                    + " /api/v1/interconnects/{name} sets.");
        case Reaction.Leave(String why) -> new Answer(false, false, why, "");
        case Reaction.Heal(HealingLimit limit, List<Instant> others) -> {
          List<Instant> all = new ArrayList<>(healed);
          all.addAll(others);
          List<Instant> counting = HealingLimit.counting(all, now);
          yield limit.allows(counting)
              ? new Answer(true, false, "A rollout writes it again now (onDrift: heal).", "")
              : new Answer(false, true, limit.reached(counting), "");
        }
      };
    }
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
