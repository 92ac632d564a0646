package io.podspan.routecollector.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a packet through the chain FORWARD as the kernel would. Where a rule may take it or not, it
 * goes on with both in mind: what is found after that is certain only if its counter says so.
 */
final class FilterWalk {
  private static final int DEEPEST = 16;
  private static final int MOST_STEPS = 50_000;

  /**
   * Where a packet is dropped.
   *
   * @param rule null for the end of the chain
   * @param path the rules that led there, the last one first
   * @param policies the policies that the chain asks, by their names
   * @param certain whether each packet like this one is dropped
   */
  record Drop(
      String text,
      @Nullable FilterRule rule,
      List<FilterRule> path,
      List<String> policies,
      long packets,
      boolean grew,
      boolean certain) {}

  /** What becomes of the packet after a chain or a rule. */
  private enum Then {
    ON,
    BACK,
    DONE
  }

  private final FilterTable table;
  private final Packet packet;
  private final List<Drop> drops = new ArrayList<>();
  private final List<FilterRule> path = new ArrayList<>();
  private Mark mark = Mark.NONE;
  private boolean certain = true;
  private int steps;

  /** How many rules ended the walk, or may have. */
  private int ends;

  private FilterWalk(FilterTable table, Packet packet) {
    this.table = table;
    this.packet = packet;
  }

  /** The rules that drop it, or may, in their order. */
  static List<Drop> of(FilterTable table, Packet packet) {
    FilterWalk walk = new FilterWalk(table, packet);
    Then then = walk.chain("FORWARD");
    if (then != Then.DONE && "DROP".equals(table.policies().get("FORWARD"))) {
      walk.drop(":FORWARD DROP", null, walk.certain);
    }
    return List.copyOf(walk.drops);
  }

  private Then chain(String name) {
    if (path.size() >= DEEPEST) {
      certain = false;
      return Then.ON;
    }
    for (FilterRule rule : table.rules(name)) {
      if (++steps > MOST_STEPS) {
        certain = false;
        return Then.ON;
      }
      Match match = RuleMatch.of(rule, packet, mark);
      Then then = match == Match.NO ? Then.ON : take(rule, match == Match.YES);
      if (then != Then.ON) {
        return then;
      }
    }
    return Then.ON;
  }

  private Then take(FilterRule rule, boolean sure) {
    return switch (rule.target()) {
      case "ACCEPT" -> ending(Then.DONE, sure);
      case "RETURN" -> ending(Then.BACK, sure);
      case "DROP", "REJECT" -> {
        drop(rule.text(), rule, certain && sure);
        yield ending(Then.DONE, sure);
      }
      case "MARK" -> {
        marked(rule, sure);
        yield Then.ON;
      }
      default -> jump(rule, sure);
    };
  }

  /** A rule that may end the walk leaves what follows in doubt. */
  private Then ending(Then then, boolean sure) {
    certain &= sure;
    ends += then == Then.DONE ? 1 : 0;
    return sure ? then : Then.ON;
  }

  private void marked(FilterRule rule, boolean sure) {
    String bits = rule.after("--set-xmark");
    if (bits != null) {
      mark = mark.set(Mark.Bits.of(bits), sure);
    }
  }

  private Then jump(FilterRule rule, boolean sure) {
    if (!table.chains().containsKey(rule.target())) {
      return Then.ON;
    }
    boolean before = certain;
    Mark marked = mark;
    int endsBefore = ends;
    certain &= sure;
    path.add(rule);
    Then then = chain(rule.target());
    path.removeLast();
    if (sure) {
      return then == Then.DONE ? Then.DONE : rule.after("-g") != null ? Then.BACK : Then.ON;
    }
    // It may have gone there and come back, with other bits than it had, or not at all.
    mark =
        new Mark(
            marked.value(), marked.unknown() | mark.unknown() | (mark.value() ^ marked.value()));
    certain = before && ends == endsBefore;
    return Then.ON;
  }

  private void drop(String text, @Nullable FilterRule rule, boolean surely) {
    drops.add(
        new Drop(
            text,
            rule,
            List.copyOf(path.reversed()),
            policies(rule),
            table.taken(text),
            table.grew(text),
            surely));
  }

  private List<String> policies(@Nullable FilterRule rule) {
    return rule == null
        ? List.of()
        : table.rules(rule.chain()).stream()
            .flatMap(r -> DropReason.policyOf(r).stream())
            .distinct()
            .toList();
  }
}
