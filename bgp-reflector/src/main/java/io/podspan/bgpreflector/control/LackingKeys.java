package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.control.IntentKeys.Answer;
import io.podspan.events.world.World;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was configured without a key that the intent names, and has to be configured again when that
 * key is there. Callers keep it to one thread at a time.
 */
final class LackingKeys {
  private record Lack(World world, Answer answer) {}

  private @Nullable Lack lack;

  /** The world is configured by this answer. */
  void configured(World world, Answer answer) {
    lack = answer.lacks().isEmpty() ? null : new Lack(world, answer);
  }

  /**
   * The world that has to be configured again; empty when nothing was lacking, or the same is.
   *
   * @param keys what the files say of a world now
   */
  Optional<World> found(Function<World, Answer> keys) {
    Lack known = lack;
    return known == null || keys.apply(known.world).equals(known.answer)
        ? Optional.empty()
        : Optional.of(known.world);
  }
}
