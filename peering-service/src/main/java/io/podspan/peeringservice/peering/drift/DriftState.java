package io.podspan.peeringservice.peering.drift;

import io.podspan.peeringservice.peering.router.Drift;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one interconnect in one cluster when it was last looked at.
 *
 * @param found what is not as it was written; nothing if all is
 * @param unread why the last look failed; empty if it did not
 * @param healed when it was healed within the last hour, the oldest first
 * @param healing whether a rollout was begun to heal what was found
 * @param waits whether nothing is done about what was found because that was done too often; false
 *     in documents of former versions
 * @param nextStep what is done about what was found, and what to do; empty if nothing was found
 */
public record DriftState(
    List<Drift> found,
    String unread,
    List<Instant> healed,
    boolean healing,
    boolean waits,
    String nextStep) {
  /** It was not looked at yet, or all was well. */
  public static final DriftState NONE = new DriftState(List.of(), "", List.of(), false, false, "");

  public DriftState {
    found = List.copyOf(found);
    healed = List.copyOf(healed);
  }

  /** The same; it cannot be looked at. */
  public DriftState unread(String why) {
    return new DriftState(found, why, healed, healing, waits, nextStep);
  }

  /** The same, healed at these times. */
  DriftState healedAt(List<Instant> times) {
    return new DriftState(found, unread, times, healing, waits, nextStep);
  }

  /** Who changed it, for people: {@code by kubectl-edit}; null if nobody knows. */
  public static @Nullable String by(Drift drift) {
    Drift.Owner owner = drift.owner();
    String writer = drift.writer() == null ? null : "by " + drift.writer();
    if (owner == null) {
      return writer;
    }
    String whose = "it belongs to " + owner.name() + ", as " + owner.sign() + " shows";
    return writer == null ? whose : writer + "; " + whose;
  }
}
