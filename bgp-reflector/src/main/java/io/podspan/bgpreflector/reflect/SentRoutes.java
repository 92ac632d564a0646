package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a member is told, and what is kept from it.
 *
 * @param sent how many prefixes it is told of
 * @param withheld the others, by why they are kept from it
 */
public record SentRoutes(int sent, Map<Withheld, Kept> withheld) {
  public static final SentRoutes NONE = new SentRoutes(0, Map.of());

  public SentRoutes {
    withheld = Map.copyOf(withheld);
  }

  /**
   * Prefixes that are withheld for one reason.
   *
   * @param count how many
   * @param first some of them, in the order of addresses
   */
  public record Kept(int count, List<Prefix> first) {
    /** As many as are listed. */
    public static final int LISTED = 16;

    public Kept {
      first = List.copyOf(first);
    }

    private Kept and(Kept other) {
      return new Kept(
          count + other.count,
          Stream.concat(first.stream(), other.first.stream()).sorted().limit(LISTED).toList());
    }
  }

  /** Those of another shard too. */
  public SentRoutes and(SentRoutes other) {
    Map<Withheld, Kept> all = new EnumMap<>(Withheld.class);
    all.putAll(withheld);
    other.withheld.forEach((why, kept) -> all.merge(why, kept, Kept::and));
    return new SentRoutes(sent + other.sent, all);
  }
}
