package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are seen, and how well.
 *
 * @param at when this was said
 * @param clusters by name
 */
public record Coverage(Instant at, List<OfCluster> clusters) {

  /** How well a node is seen. */
  public enum State {
    /** All of it was read. */
    READ,
    /** Some of it could not be read. */
    PARTLY,
    /** It cannot be read; what is known is from before. */
    STALE,
    /** It was never read. */
    NEVER,
    /** It cannot be read, and its router tells its routes by BMP: its kernel is not known. */
    BMP_ONLY
  }

  /** How it is seen. */
  public enum Source {
    /** A stream says each change. */
    STREAM,
    /** It is read at intervals. */
    INTERVAL,
    /** Another instance of the service reads it, or none yet. */
    ELSEWHERE,
    /** Its router tells by BMP, and nothing else can be read. */
    BMP
  }

  /**
   * A cluster.
   *
   * @param states how many nodes are in each state
   * @param sources how many nodes are seen in each way
   * @param oldestSeconds the age of the oldest look, absent when no node was read
   * @param nodes each of them, by name
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OfCluster(
      String cluster,
      Map<State, Long> states,
      Map<Source, Long> sources,
      @Nullable Long oldestSeconds,
      List<OfNode> nodes) {
    static OfCluster of(String cluster, List<OfNode> nodes) {
      return new OfCluster(
          cluster,
          counted(nodes, OfNode::state),
          counted(nodes, OfNode::source),
          nodes.stream()
              .flatMap(node -> java.util.stream.Stream.ofNullable(node.ageSeconds()))
              .max(Long::compare)
              .orElse(null),
          nodes);
    }

    private static <K> Map<K, Long> counted(List<OfNode> nodes, Function<OfNode, K> of) {
      return new TreeMap<>(
          nodes.stream().collect(Collectors.groupingBy(of, Collectors.counting())));
    }
  }

  /**
   * A node.
   *
   * @param ageSeconds of the last look, absent when there was none
   * @param why what could not be read and why, or why it is read at intervals only; empty when
   *     there is nothing to say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OfNode(
      String node, State state, Source source, @Nullable Long ageSeconds, String why) {
    static OfNode of(NodeSummary node, boolean tellsByBmp, Instant now) {
      Instant read = node.readAt();
      boolean bmpOnly = tellsByBmp && (read == null || node.unreadable() != null);
      return new OfNode(
          node.node(),
          bmpOnly ? State.BMP_ONLY : state(node),
          bmpOnly ? Source.BMP : source(node),
          read == null ? null : Math.max(0, Duration.between(read, now).toSeconds()),
          why(node));
    }

    private static State state(NodeSummary node) {
      if (node.readAt() == null) {
        return State.NEVER;
      }
      if (node.unreadable() != null) {
        return State.STALE;
      }
      return node.gaps().isEmpty() ? State.READ : State.PARTLY;
    }

    private static Source source(NodeSummary node) {
      NodeSummary.Feed feed = node.feed();
      if (feed == null) {
        return Source.ELSEWHERE;
      }
      return feed.state().equals("following") ? Source.STREAM : Source.INTERVAL;
    }

    private static String why(NodeSummary node) {
      if (node.unreadable() != null) {
        return node.unreadable().why();
      }
      if (!node.gaps().isEmpty()) {
        return String.join("; ", node.gaps());
      }
      return node.feed() == null ? "" : node.feed().why();
    }
  }
}
