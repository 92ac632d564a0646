package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The AS numbers of a cluster's nodes, where the router takes them from an annotation of each node.
 * A reflector has one AS number, so nodes of one AS are joined. Pure.
 *
 * @param annotation empty where all nodes have the cluster's AS number
 * @param otherwise the AS number of nodes without it; null if they speak no BGP
 * @param counted how many nodes have which AS number
 * @param joined the AS number of the nodes that are joined; null if no node has one
 */
public record NodeAsns(
    String annotation, @Nullable Long otherwise, Map<Long, Long> counted, @Nullable Long joined) {
  static final String CODE = "node-of-another-as";
  private static final int MOST_SHOWN = 10;

  public NodeAsns {
    counted = Map.copyOf(counted);
  }

  /**
   * Joined is what was said; else that of nodes without the annotation, if there are such; else the
   * number of most nodes, of several the least.
   */
  static NodeAsns of(
      String annotation, @Nullable Long otherwise, List<NodeReading> nodes, @Nullable Long said) {
    if (annotation.isEmpty()) {
      return new NodeAsns(annotation, null, Map.of(), null);
    }
    Map<Long, Long> counted =
        nodes.stream()
            .flatMap(node -> own(annotation, otherwise, node).stream())
            .collect(Collectors.groupingBy(n -> n, TreeMap::new, Collectors.counting()));
    Long common =
        counted.entrySet().stream()
            .max(
                Map.Entry.<Long, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .map(Map.Entry::getKey)
            .orElse(null);
    Long found = otherwise != null && counted.containsKey(otherwise) ? otherwise : common;
    return new NodeAsns(annotation, otherwise, counted, said == null ? found : said);
  }

  private static Optional<Long> own(String annotation, @Nullable Long otherwise, NodeReading node) {
    return otherwise != null && text(annotation, node).isBlank()
        ? Optional.of(otherwise)
        : read(annotation, node);
  }

  private static String text(String annotation, NodeReading node) {
    return node.annotations().getOrDefault(annotation, "");
  }

  private static Optional<Long> read(String annotation, NodeReading node) {
    return DecimalAsn.read(text(annotation, node));
  }

  /** Whether each node has its own. */
  boolean count() {
    return !annotation.isEmpty();
  }

  /** Whether nodes of several AS numbers were found, and none of them is the cluster's. */
  boolean differ() {
    return counted.size() > 1 && (otherwise == null || !counted.containsKey(otherwise));
  }

  /** Whether the joined nodes have a number of their own. */
  boolean decide() {
    return joined != null && !joined.equals(otherwise);
  }

  /** Why this node is not joined, a clause for people; empty if it can be. */
  Optional<String> objection(NodeReading node) {
    if (!count()) {
      return Optional.empty();
    }
    String text = text(annotation, node);
    if (text.isBlank() && otherwise == null) {
      return Optional.of(
          "has no annotation " + annotation + ", and its router does not speak BGP without it");
    }
    Optional<Long> own = own(annotation, otherwise, node);
    if (own.isEmpty()) {
      return Optional.of(
          "has the annotation "
              + annotation
              + " with "
              + Quoted.of(text)
              + ", which is not an AS number that Podspan can read");
    }
    return own.get().equals(joined)
        ? Optional.empty()
        : Optional.of("is in the AS " + own.get() + " (" + annotation + "), not in " + joined);
  }

  /** A refusal to choose between the numbers. */
  Violation ambiguous() {
    return new Violation(
        "node-asns-differ",
        "asn",
        "The nodes are in several ASes by their annotation "
            + annotation
            + ": "
            + new TreeMap<>(counted)
                .entrySet().stream()
                    .limit(MOST_SHOWN)
                    .map(e -> e.getKey() + " (" + e.getValue() + " nodes)")
                    .collect(Collectors.joining(", "))
            + ".",
        "Give asn at the registration of the cluster. The nodes of that AS are joined.");
  }
}
