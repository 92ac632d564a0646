package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which expected routes a node lacks, the likely cause of each, and which could not be judged. The
 * cause is the first break on the way of the route: up to the router's table as {@link Walk} finds
 * it, and from there on as {@link KernelCheck} does.
 */
final class Judgement {
  private final NodeTables tables;
  private final Set<RouteEntry> best;
  private final Set<RouteEntry> refused;
  private final Walk walk;
  private final KernelCheck kernel;

  private Judgement(
      Expectation expectation, NodeTables tables, Elsewhere elsewhere, NodeStatus before) {
    this.tables = tables;
    RouterTable rib = tables.rib().value().orElse(null);
    this.best = rib == null ? Set.of() : new HashSet<>(rib.best());
    this.refused = rib == null ? Set.of() : rib.refused();
    this.walk = new Walk(expectation, tables, best, elsewhere, before);
    this.kernel = new KernelCheck(tables, expectation.routes());
  }

  /**
   * What was found.
   *
   * @param missing the routes that are not there
   * @param unknown those of which could not be read whether they are there, or of which it is not
   *     clear yet where they broke
   */
  record Judged(List<Missing> missing, List<RouteEntry> unknown) {}

  /**
   * @param before what was known of the node
   */
  static Judged of(
      Expectation expectation, NodeTables tables, Elsewhere elsewhere, NodeStatus before) {
    Judgement judgement = new Judgement(expectation, tables, elsewhere, before);
    List<Missing> missing = new ArrayList<>();
    List<RouteEntry> unknown = new ArrayList<>();
    for (RouteEntry route : expectation.routes()) {
      switch (judgement.of(route)) {
        case Finding.There _ -> {
          // As it should be.
        }
        case Finding.NotThere(Missing found) -> missing.add(found);
        case Finding.Unclear _ -> unknown.add(route);
      }
    }
    return new Judged(List.copyOf(missing), List.copyOf(unknown));
  }

  private sealed interface Finding {
    record There() implements Finding {}

    record NotThere(Missing missing) implements Finding {}

    record Unclear() implements Finding {}

    static Finding missing(RouteEntry route, Table table, List<RouteReason> breaks) {
      return new NotThere(Missing.of(route, table, breaks));
    }
  }

  private Finding of(RouteEntry route) {
    if (best.contains(route)) {
      return inRib(route);
    }
    return switch (tables.rib()) {
      case Answer.Whole<RouterTable> _ -> notInRib(route);
      case Answer.Partly<RouterTable>(var _, String why) -> byKernelAlone(route, why);
      case Answer.Unread<RouterTable>(String why) -> byKernelAlone(route, why);
    };
  }

  private Finding inRib(RouteEntry route) {
    if (kernel.carries(route)) {
      return new Finding.There();
    }
    return tables.kernel() instanceof Answer.Whole || refused.contains(route)
        ? Finding.missing(route, Table.FIB, kernel.breaks(route, refused.contains(route)))
        : new Finding.Unclear();
  }

  private Finding byKernelAlone(RouteEntry route, String why) {
    if (kernel.carries(route)) {
      return new Finding.There();
    }
    return tables.kernel() instanceof Answer.Whole
        ? Finding.missing(route, Table.FIB, List.of(new RouteReason.RibUnread(why)))
        : new Finding.Unclear();
  }

  /** What is wrong in the kernel is left when the route comes to the router. */
  private Finding notInRib(RouteEntry route) {
    List<RouteReason> breaks = new ArrayList<>(walk.breaks(route));
    if (breaks.isEmpty()) {
      return new Finding.Unclear();
    }
    breaks.addAll(kernel.inTheWay(route));
    return Finding.missing(route, Table.RIB, breaks);
  }
}
