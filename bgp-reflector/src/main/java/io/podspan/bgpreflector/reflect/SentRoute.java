package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One prefix as a member is told of it.
 *
 * @param paths all that are known, the one that the member is told of first
 */
public record SentRoute(Prefix prefix, List<Candidate> paths) {
  public SentRoute {
    paths = List.copyOf(paths);
  }

  /**
   * @param withheld why the member is not told of this path, null when it is
   * @param better what the better path has, null unless that is why
   */
  public record Candidate(Path path, @Nullable Withheld withheld, @Nullable Reason better) {}
}
