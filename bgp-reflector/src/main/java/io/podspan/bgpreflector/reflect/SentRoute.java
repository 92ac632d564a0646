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
 * @param waiting how far the member is behind what it is told
 */
public record SentRoute(Prefix prefix, List<Candidate> paths, Waiting waiting) {
  public SentRoute {
    paths = List.copyOf(paths);
  }

  /**
   * @param withheld why the member is not told of this path, null when it is
   * @param better what the better path has, null unless that is why
   */
  public record Candidate(Path path, @Nullable Withheld withheld, @Nullable Reason better) {}

  /**
   * What the member's session has not taken over yet for its connection.
   *
   * @param wholeTable whether it has not read all that it was told first, as the whole table after
   *     a session began, so that nobody knows how far it is with one prefix
   * @param octets of the log that it reads, none where it has read all of it
   */
  public record Waiting(boolean wholeTable, long octets) {
    public boolean isNone() {
      return !wholeTable && octets == 0;
    }
  }
}
