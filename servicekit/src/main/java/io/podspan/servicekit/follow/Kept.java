package io.podspan.servicekit.follow;

import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The intent that a service last knew as a whole, for its next start.
 *
 * @param mark of the generation that it is of; null when no mark was read yet
 * @param kafka the id of the Kafka cluster that it was read from; null when that is not known
 */
public record Kept(World world, @Nullable IntentCompleted mark, @Nullable String kafka) {
  /** What a service knows that has never read anything. */
  public static final Kept NOTHING = new Kept(World.EMPTY, null, null);

  /** 0 when it is of none. */
  long generation() {
    return mark == null ? 0 : mark.generation();
  }
}
