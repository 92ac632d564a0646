package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several paths is best (RFC 4271, section 9.1.2.2, with RFC 4456, section 9). MEDs are
 * compared only between paths from the same neighbouring AS, each path with all the others that are
 * left. The outcome does not depend on the order of the candidates (RFC 3345).
 *
 * <p>{@link #best} is the hot way, without an allocation; {@link #outcome} tells the reasons to
 * people. Tests hold them against each other.
 *
 * <p>Interior cost (step e) is the same for all: a reflector beside the path has no IGP to ask, and
 * next hops need not be resolvable for it. Age (RFC 5004) is not looked at.
 */
public final class Decision {
  private Decision() {}

  /**
   * @param best what is to be used
   * @param reason the step that settled it
   * @param lost each of the others with the step that it lost at
   */
  public record Outcome(Path best, Reason reason, List<Lost> lost) {
    public Outcome {
      lost = List.copyOf(lost);
    }
  }

  public record Lost(Path path, Reason reason) {}

  /** The best of the first {@code count} candidates, null when there are none. */
  public static @Nullable Path best(@Nullable Path[] candidates, int count) {
    if (count <= 1) {
      return count == 0 ? null : candidates[0];
    }
    Path front = front(candidates, count);
    Path best = null;
    for (int i = 0; i < count; i++) {
      Path path = candidates[i];
      if (path != null
          && compareBeforeMed(path, front) == 0
          && !losesByMed(path, front, candidates, count)
          && (best == null || compareAfterMed(path, best) < 0)) {
        best = path;
      }
    }
    return best;
  }

  /** One of those that no other beats before MEDs come into play. */
  private static Path front(@Nullable Path[] candidates, int count) {
    Path front = null;
    for (int i = 0; i < count; i++) {
      Path path = candidates[i];
      if (path != null && (front == null || compareBeforeMed(path, front) < 0)) {
        front = path;
      }
    }
    if (front == null) {
      throw new IllegalArgumentException("no candidate");
    }
    return front;
  }

  /** Step c: whether some path that is left has a lower MED and the same neighbouring AS. */
  private static boolean losesByMed(Path path, Path front, @Nullable Path[] candidates, int count) {
    PathAttributes mine = path.attributes();
    if (mine.med() == 0) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      Path other = candidates[i];
      if (other != null
          && beatsByMed(other.attributes(), mine)
          && compareBeforeMed(other, front) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean beatsByMed(PathAttributes other, PathAttributes mine) {
    return other.med() < mine.med() && other.neighborAs() == mine.neighborAs();
  }

  /** All steps between two paths that are the only ones; negative when the first one is better. */
  static int compare(Path a, Path b) {
    int early = compareBeforeMed(a, b);
    if (early != 0) {
      return early;
    }
    PathAttributes x = a.attributes();
    PathAttributes y = b.attributes();
    boolean byMed = x.med() != y.med() && x.neighborAs() == y.neighborAs();
    return byMed ? Long.compare(x.med(), y.med()) : compareAfterMed(a, b);
  }

  /** Steps a and b; negative when the first path is better. */
  static int compareBeforeMed(Path a, Path b) {
    PathAttributes x = a.attributes();
    PathAttributes y = b.attributes();
    if (a.source().isLocal() != b.source().isLocal()) {
      return a.source().isLocal() ? -1 : 1;
    }
    if (x.localPref() != y.localPref()) {
      return x.localPref() > y.localPref() ? -1 : 1;
    }
    if (x.asPathHops() != y.asPathHops()) {
      return x.asPathHops() < y.asPathHops() ? -1 : 1;
    }
    return Integer.compare(x.origin(), y.origin());
  }

  /**
   * Steps d to g, then the path identifier (RFC 7911, section 5); negative when the first path is
   * better.
   */
  private static int compareAfterMed(Path a, Path b) {
    if (isExternal(a) != isExternal(b)) {
      return isExternal(a) ? -1 : 1;
    }
    int byId = Integer.compareUnsigned(a.originator(), b.originator());
    if (byId != 0) {
      return byId;
    }
    int byList =
        Integer.compare(a.attributes().clusterListLength(), b.attributes().clusterListLength());
    if (byList != 0) {
      return byList;
    }
    int byAddress = a.source().address().compareTo(b.source().address());
    return byAddress != 0 ? byAddress : Integer.compareUnsigned(a.id(), b.id());
  }

  private static boolean isExternal(Path path) {
    return path.source().kind() == RouteSource.Kind.EXTERNAL;
  }

  /** The same, with the reasons. At least one candidate. */
  public static Outcome outcome(List<Path> candidates) {
    Rounds rounds = new Rounds(candidates);
    rounds.keepLowest(Reason.LOCALLY_ORIGINATED, path -> path.source().isLocal() ? 0 : 1);
    rounds.keepLowest(Reason.LOCAL_PREF, path -> -path.attributes().localPref());
    rounds.keepLowest(Reason.AS_PATH_LENGTH, path -> path.attributes().asPathHops());
    rounds.keepLowest(Reason.ORIGIN, path -> path.attributes().origin());
    rounds.keepLowestMed();
    rounds.keepLowest(Reason.EXTERNAL, path -> isExternal(path) ? 0 : 1);
    rounds.keepLowest(Reason.ROUTER_ID, path -> path.originator() & 0xffff_ffffL);
    rounds.keepLowest(Reason.CLUSTER_LIST_LENGTH, path -> path.attributes().clusterListLength());
    rounds.keepLowestAddress();
    rounds.keepLowest(Reason.PATH_ID, path -> path.id() & 0xffff_ffffL);
    return rounds.outcome();
  }

  @FunctionalInterface
  private interface Rank {
    long of(Path path);
  }

  /** Each step removes those that are worse than the best of it. */
  private static final class Rounds {
    private final List<Path> left;
    private final List<Lost> lost = new ArrayList<>();
    private Reason last = Reason.ONLY_PATH;

    Rounds(List<Path> candidates) {
      this.left = new ArrayList<>(candidates);
    }

    void keepLowest(Reason reason, Rank rank) {
      if (left.size() == 1) {
        return;
      }
      long lowest = Long.MAX_VALUE;
      for (Path path : left) {
        lowest = Math.min(lowest, rank.of(path));
      }
      for (int i = left.size() - 1; i >= 0; i--) {
        if (rank.of(left.get(i)) > lowest) {
          lose(i, reason);
        }
      }
    }

    void keepLowestMed() {
      List<Path> all = List.copyOf(left);
      for (int i = left.size() - 1; i >= 0 && left.size() > 1; i--) {
        PathAttributes mine = left.get(i).attributes();
        if (all.stream().anyMatch(other -> beatsByMed(other.attributes(), mine))) {
          lose(i, Reason.MED);
        }
      }
    }

    void keepLowestAddress() {
      Path lowest =
          left.stream().min(Comparator.comparing((Path p) -> p.source().address())).orElseThrow();
      for (int i = left.size() - 1; i >= 0; i--) {
        if (left.get(i).source().address().compareTo(lowest.source().address()) > 0) {
          lose(i, Reason.PEER_ADDRESS);
        }
      }
    }

    private void lose(int index, Reason reason) {
      lost.add(new Lost(left.remove(index), reason));
      last = reason;
    }

    Outcome outcome() {
      // No two paths of one source have the same identifier, so one is left.
      Path best = left.getFirst();
      lost.sort(Comparator.comparing((Lost each) -> each.reason()).reversed());
      return new Outcome(best, last, lost);
    }
  }
}
