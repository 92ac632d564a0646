package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of the peers in annotations of nodes. It is a part of the stored document {@link
 * FlagChange}: add to its components, do not rename them.
 *
 * @param order when the annotations are written
 * @param newer whether kube-router reads the list in YAML
 * @param nodes by name, the annotations of those nodes that change
 * @param added the peers that a node gets that came later
 * @param removed the peers that it loses
 */
record AnnotationChange(
    Order order,
    boolean newer,
    Map<String, Sides> nodes,
    List<Reflector> added,
    List<Reflector> removed) {
  private static final int NODES_SHOWN = 100;

  /**
   * When annotations are written. A router reads them when it starts without peers in its flags.
   */
  enum Order {
    /** When the node's turn comes. */
    NODE_BY_NODE,
    /** Of all nodes, before the peers leave the flags: each pod that starts finds its peers. */
    FIRST,
    /** Of all nodes, after all pods have the peers in their flags. */
    LAST;

    private Order backwards() {
      return switch (this) {
        case NODE_BY_NODE -> NODE_BY_NODE;
        case FIRST -> LAST;
        case LAST -> FIRST;
      };
    }
  }

  /**
   * The annotations of one node that name peers, before and after. They may hold passwords.
   *
   * @param uid of the node; null in documents of former versions
   */
  record Sides(
      SortedMap<String, String> former, SortedMap<String, String> wanted, @Nullable String uid) {
    /** Without the values. */
    @Override
    public String toString() {
      return "Sides[" + former.keySet() + " -> " + wanted.keySet() + "]";
    }
  }

  AnnotationChange {
    nodes = new TreeMap<>(nodes);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  AnnotationChange reversed() {
    Map<String, Sides> back = new TreeMap<>();
    nodes.forEach((node, p) -> back.put(node, new Sides(p.wanted(), p.former(), p.uid())));
    return new AnnotationChange(order.backwards(), newer, back, removed, added);
  }

  /** Whether the annotations are as they were before, or as they shall be. */
  boolean knows(String node, SortedMap<String, String> found) {
    Sides known = nodes.get(node);
    return known == null || known.former().equals(found) || known.wanted().equals(found);
  }

  /**
   * What the annotations of a node shall be.
   *
   * @param found what they are
   * @throws UnusablePeersException for a node that came later, whose annotations are in the way
   */
  SortedMap<String, String> wanted(String node, SortedMap<String, String> found) {
    Sides known = nodes.get(node);
    return known != null
        ? known.wanted()
        : PeerAnnotations.of(node, found, newer).without(removed).with(added).values();
  }

  /** For people, a line for each annotation and the nodes that it is on; passwords hidden. */
  List<String> diff() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    nodes.forEach(
        (node, peers) -> {
          peers.former().forEach((k, v) -> add(lines, "- ", k, v, peers.wanted(), node));
          peers.wanted().forEach((k, v) -> add(lines, "+ ", k, v, peers.former(), node));
        });
    return lines.entrySet().stream().map(e -> e.getKey() + on(e.getValue())).toList();
  }

  private static void add(
      Map<String, List<String>> lines,
      String sign,
      String key,
      String value,
      Map<String, String> other,
      String node) {
    if (!value.equals(other.get(key))) {
      String line = sign + PeerAnnotations.shown(key, value);
      lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(node);
    }
  }

  private static String on(List<String> nodes) {
    int more = nodes.size() - NODES_SHOWN;
    return " on "
        + String.join(", ", nodes.subList(0, Math.min(nodes.size(), NODES_SHOWN)))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
