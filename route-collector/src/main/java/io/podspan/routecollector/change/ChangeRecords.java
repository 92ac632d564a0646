package io.podspan.routecollector.change;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

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

  /** Gives each change of a node to the taker, the oldest first. */
  void read(String clusterAndNode, Between between, BiConsumer<Change, Instant> taker);
}
