package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.kubernetes.ShellWords;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Sides;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Our peers in annotations of nodes that cannot be asked, by what was written to each last. Pure.
 */
final class AnnotationRemains {
  /** Lists of addresses and numbers, and the lines of one of YAML. */
  private static final Pattern QUOTABLE = Pattern.compile("[^'\\p{Cntrl}]*");

  private AnnotationRemains() {}

  /**
   * What would have to be written now, so that these peers go.
   *
   * @param written by rollouts, the oldest first
   */
  static AnnotationChange back(List<AnnotationChange> written, Collection<Reflector> unwanted) {
    Map<String, Sides> nodes = new TreeMap<>();
    boolean newer = false;
    for (AnnotationChange change : written) {
      nodes.putAll(change.nodes());
      newer = change.newer();
    }
    Map<String, Sides> back = new TreeMap<>();
    for (Map.Entry<String, Sides> node : nodes.entrySet()) {
      SortedMap<String, String> there = node.getValue().wanted();
      SortedMap<String, String> left = without(node.getKey(), node.getValue(), newer, unwanted);
      if (!there.equals(left)) {
        back.put(node.getKey(), new Sides(there, left, node.getValue().uid()));
      }
    }
    return new AnnotationChange(Order.NODE_BY_NODE, newer, back, List.of(), List.copyOf(unwanted));
  }

  /** Where the text has become another one than we can cut from, it is what was there before. */
  private static SortedMap<String, String> without(
      String node, Sides sides, boolean newer, Collection<Reflector> unwanted) {
    try {
      return PeerAnnotations.of(node, sides.wanted(), newer).without(unwanted).values();
    } catch (UnusablePeersException e) {
      return sides.former();
    }
  }

  /**
   * One for all nodes with the same annotations. None where a name or a value is not plain. A node
   * of which somebody has changed the annotations since is left as it is: the patch fails there.
   */
  static List<String> commands(AnnotationChange back) {
    Map<Sides, List<String>> nodes = new LinkedHashMap<>();
    back.nodes()
        .forEach(
            (node, sides) ->
                nodes
                    .computeIfAbsent(
                        new Sides(sides.former(), sides.wanted(), null), _ -> new ArrayList<>())
                    .add(node));
    return nodes.entrySet().stream()
        .filter(e -> canBeShown(e.getKey().former()) && canBeShown(e.getKey().wanted()))
        .filter(e -> ShellWords.arePlain(e.getValue().toArray(String[]::new)))
        .map(
            e ->
                "for node in "
                    + String.join(" ", e.getValue())
                    + "; do kubectl patch node $node --type=json -p '"
                    + patch(e.getKey()).json()
                    + "'; done")
        .toList();
  }

  private static ObjectPatch patch(Sides sides) {
    return ObjectPatch.open()
        .annotations(false, sides.former().keySet(), sides.former(), sides.wanted());
  }

  /** No password, and nothing that a shell would read otherwise. */
  private static boolean canBeShown(Map<String, String> annotations) {
    return annotations.entrySet().stream()
        .allMatch(
            e ->
                PeerAnnotations.shown(e.getKey(), e.getValue()).equals(plain(e))
                    && QUOTABLE.matcher(e.getValue()).matches());
  }

  private static String plain(Map.Entry<String, String> annotation) {
    return annotation.getKey() + "=" + annotation.getValue();
  }
}
