package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.routecollector.change.Difference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two moments, or a part of it.
 *
 * @param from the first moment
 * @param to the second moment
 * @param keptSince since when all that changed is kept
 * @param items the lines that are others, by node, part and item
 * @param asBefore how many lines changed in between and are as they were, of those that this page
 *     came to
 * @param begins nodes of which nothing was known at the first moment
 * @param next the cursor of the next page, absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangesPage(
    Instant from,
    Instant to,
    Instant keptSince,
    List<Row> items,
    int asBefore,
    List<Begin> begins,
    @Nullable String next) {
  public ChangesPage {
    items = List.copyOf(items);
    begins = List.copyOf(begins);
  }

  /**
   * A node that was read for the first time, or again after the intent had not named it.
   *
   * @param since since when what changes on it is kept
   */
  public record Begin(String cluster, String node, Instant since) {
    static Begin of(String clusterAndNode, Instant since) {
      int slash = clusterAndNode.indexOf('/');
      return new Begin(
          clusterAndNode.substring(0, slash), clusterAndNode.substring(slash + 1), since);
    }
  }

  /**
   * A line of a node's tables.
   *
   * @param part {@code state}, {@code session}, {@code route}, {@code rib} or {@code fib}
   * @param item the address of a session's peer, the prefix of a route; empty for the state
   * @param before what it was at the first moment, absent when it was not there
   * @param after what it is at the second moment, absent when it was not there
   * @param at when it changed last
   * @param times how often it changed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String cluster,
      String node,
      String part,
      String item,
      @Nullable String before,
      @Nullable String after,
      Instant at,
      int times) {
    static Row of(String clusterAndNode, Difference.Net net) {
      int slash = clusterAndNode.indexOf('/');
      return new Row(
          clusterAndNode.substring(0, slash),
          clusterAndNode.substring(slash + 1),
          net.line().part().text(),
          net.line().item(),
          net.before(),
          net.after(),
          net.at(),
          net.times());
    }
  }
}
