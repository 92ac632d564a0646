package io.podspan.peeringservice.routers.calico;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which nodes a BGPPeer of ours is for, in Calico's selector language: all of them, or all but a
 * few, which are named by their hostname label. Pure.
 *
 * <p>A peer with a selector makes the same session in BIRD as one with the field {@code node}, also
 * where it selects all nodes. A peer with neither makes another one (ADR 22).
 *
 * @param without the hostnames of those that are left out
 */
record NodeSelector(TreeSet<String> without) {
  static final String HOSTNAME = "kubernetes.io/hostname";
  static final NodeSelector ALL = new NodeSelector(new TreeSet<>());

  private static final String AND = " && ";
  private static final Pattern OTHER_THAN =
      Pattern.compile("kubernetes\\.io/hostname *!= *'([a-z0-9.-]+)'");

  NodeSelector {
    without = new TreeSet<>(without);
  }

  static NodeSelector without(List<String> hostnames) {
    return new NodeSelector(new TreeSet<>(hostnames));
  }

  /** Empty if the text is not one that we write. */
  static Optional<NodeSelector> parse(String text) {
    if (text.replace(" ", "").equals("all()")) {
      return Optional.of(ALL);
    }
    TreeSet<String> without = new TreeSet<>();
    for (String term : text.split("&&")) {
      Matcher otherThan = OTHER_THAN.matcher(term.strip());
      if (!otherThan.matches()) {
        return Optional.empty();
      }
      without.add(otherThan.group(1));
    }
    return Optional.of(new NodeSelector(without));
  }

  /**
   * @param hostname the node's label, empty if it has none
   */
  boolean selects(String hostname) {
    return !without.contains(hostname);
  }

  /** As Calico reads it. */
  String text() {
    return without.isEmpty()
        ? "all()"
        : without.stream()
            .map(hostname -> HOSTNAME + " != '" + hostname + "'")
            .collect(Collectors.joining(AND));
  }
}
