package io.podspan.bgpreflector.rib;

import io.podspan.bgpreflector.wire.PathAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of several paths is best (RFC 4271, section 9.1.2.2, with RFC 4456, section 9). Each step
 * removes those that are worse than the best of it, so that the outcome does not depend on the
 * order of the candidates.
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

  /** The best of the first {@code count} candidates, of which there is at least one. */
  public static Path best(Path[] candidates, int count) {
    return count == 1 ? candidates[0] : outcome(List.of(candidates).subList(0, count)).best();
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
    rounds.keepLowest(Reason.PEER_ADDRESS, path -> path.source().address() & 0xffff_ffffL);
    return rounds.outcome();
  }

  private static boolean isExternal(Path path) {
    return path.source().kind() == RouteSource.Kind.EXTERNAL;
  }

  @FunctionalInterface
  private interface Rank {
    long of(Path path);
  }

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

    /** Step c: MEDs compare only between paths from the same neighbouring AS. */
    void keepLowestMed() {
      List<Path> all = List.copyOf(left);
      for (int i = left.size() - 1; i >= 0 && left.size() > 1; i--) {
        PathAttributes mine = left.get(i).attributes();
        if (all.stream().anyMatch(other -> beatsByMed(other.attributes(), mine))) {
          lose(i, Reason.MED);
        }
      }
    }

    private static boolean beatsByMed(PathAttributes other, PathAttributes mine) {
      return other.neighborAs() == mine.neighborAs() && other.med() < mine.med();
    }

    private void lose(int index, Reason reason) {
      lost.add(new Lost(left.remove(index), reason));
      last = reason;
    }

    Outcome outcome() {
      // Two sessions with one address cannot be at the same time; if they were, any would do.
      Path best = left.getFirst();
      lost.sort(Comparator.comparing((Lost each) -> each.reason()).reversed());
      return new Outcome(best, last, lost);
    }
  }
}
