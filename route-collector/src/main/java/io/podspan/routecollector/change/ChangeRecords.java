package io.podspan.routecollector.change;

import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;

/** Port: what changed, as far as it is kept. */
public interface ChangeRecords {

  /** A time between two moments, the first one left out. */
  record Between(Instant from, Instant to) {}

  /**
   * What is kept, on the clock of those who keep it.
   *
   * @param since since when all that changed is kept
   * @param now the time of the answer
   */
  record Kept(Instant since, Instant now) {}

  Kept kept();

  /** The names, as {@code cluster/node}, of nodes with a change. */
  List<String> nodes(Between between);

  /**
   * Each change of a node, the oldest first.
   *
   * @param taker says whether it takes more
   */
  void read(String clusterAndNode, Between between, BiPredicate<Change, Instant> taker);
}
