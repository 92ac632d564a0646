package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the members of one group are told, in one walk for all of them: they differ only in
 * what they have announced and where they are the next hop.
 */
final class ExportTally {
  private static final class Count {
    private int count;

    /** The last of those that are listed is at the head, and gives way. */
    private final PriorityQueue<Destination> first =
        new PriorityQueue<>(RoutePage.BY_PREFIX.reversed());

    /** Made once for all members; null before the first asks. */
    private SentRoutes.@Nullable Kept kept;

    private void add(Destination destination) {
      count++;
      RoutePage.keep(destination, first, SentRoutes.Kept.LISTED);
    }

    /** Nothing is added after that. */
    private SentRoutes.Kept kept() {
      SentRoutes.Kept made = kept;
      if (made == null) {
        made =
            new SentRoutes.Kept(count, first.stream().map(Destination::prefix).sorted().toList());
        kept = made;
      }
      return made;
    }
  }

  private final Map<Withheld, Count> ofAll = new EnumMap<>(Withheld.class);
  private final Map<RouteSource, Map<Withheld, Count>> ofOne = new IdentityHashMap<>();
  private int told;

  /**
   * All members are told of it but these two.
   *
   * @param source who has announced it, perhaps a member
   * @param nextHop the member that is its next hop, null when none is
   */
  void told(Destination destination, RouteSource source, @Nullable RouteSource nextHop) {
    told++;
    except(source, destination, Withheld.OWN_ROUTE);
    if (nextHop != null) {
      except(nextHop, destination, Withheld.OWN_NEXT_HOP);
    }
  }

  private void except(RouteSource member, Destination destination, Withheld why) {
    ofOne
        .computeIfAbsent(member, _ -> new EnumMap<>(Withheld.class))
        .computeIfAbsent(why, _ -> new Count())
        .add(destination);
  }

  /** No member is told of it. */
  void withheld(Destination destination, Withheld why) {
    ofAll.computeIfAbsent(why, _ -> new Count()).add(destination);
  }

  SentRoutes of(RouteSource member) {
    Map<Withheld, SentRoutes.Kept> withheld = new EnumMap<>(Withheld.class);
    ofAll.forEach((why, count) -> withheld.put(why, count.kept()));
    int sent = told;
    for (Map.Entry<Withheld, Count> own : ofOne.getOrDefault(member, Map.of()).entrySet()) {
      withheld.put(own.getKey(), own.getValue().kept());
      sent -= own.getValue().count;
    }
    return new SentRoutes(sent, withheld);
  }
}
