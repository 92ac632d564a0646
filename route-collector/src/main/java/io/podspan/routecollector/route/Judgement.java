package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.route.Expectation.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which expected routes a node lacks, the likely cause of each, and which could not be judged. The
 * cause is the first break that is found, in this order:
 *
 * <ol>
 *   <li>the router has the prefix with another next hop
 *   <li>this node's own session with a reflector: the router itself says that there is none
 *   <li>the node that the route leads to: its session with the reflector, what it announced, what
 *       the reflector rejected ({@link OriginCheck})
 *   <li>the reflector holds the route, and this node's router does not
 *   <li>the kernel ({@link KernelCheck})
 * </ol>
 */
final class Judgement {
  private final Expectation expectation;
  private final NodeTables tables;
  private final Heard heard;
  private final Optional<RouterTable> rib;
  private final Set<RouteEntry> best;
  private final KernelCheck kernel;

  private Judgement(Expectation expectation, NodeTables tables, Heard heard) {
    this.expectation = expectation;
    this.tables = tables;
    this.heard = heard;
    this.rib = tables.rib().value();
    this.best = rib.<Set<RouteEntry>>map(r -> new HashSet<>(r.best())).orElse(Set.of());
    this.kernel =
        new KernelCheck(
            tables.kernel().value().orElse(List.of()), expectation.routes(), rib.orElse(null));
  }

  /**
   * What was found.
   *
   * @param missing the routes that are not there
   * @param unknown those of which could not be read whether they are there
   */
  record Judged(List<Missing> missing, List<RouteEntry> unknown) {}

  static Judged of(Expectation expectation, NodeTables tables, Heard heard) {
    Judgement judgement = new Judgement(expectation, tables, heard);
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

    static Finding missing(RouteEntry route, Table table, RouteReason cause) {
      return new NotThere(new Missing(route, table, cause));
    }
  }

  private Finding of(RouteEntry route) {
    if (best.contains(route)) {
      return inRib(route);
    }
    return switch (tables.rib()) {
      case Answer.Whole<RouterTable> _ -> Finding.missing(route, Table.RIB, notInRib(route));
      case Answer.Partly<RouterTable>(var _, String why) -> byKernelAlone(route, why);
      case Answer.Unread<RouterTable>(String why) -> byKernelAlone(route, why);
    };
  }

  private Finding inRib(RouteEntry route) {
    if (kernel.carries(route)) {
      return new Finding.There();
    }
    boolean refused = rib.filter(r -> r.refused().contains(route)).isPresent();
    return tables.kernel() instanceof Answer.Whole || refused
        ? Finding.missing(route, Table.FIB, kernel.cause(route, refused))
        : new Finding.Unclear();
  }

  private Finding byKernelAlone(RouteEntry route, String why) {
    if (kernel.carries(route)) {
      return new Finding.There();
    }
    return tables.kernel() instanceof Answer.Whole
        ? Finding.missing(route, Table.FIB, new RouteReason.RibUnread(why))
        : new Finding.Unclear();
  }

  private RouteReason notInRib(RouteEntry route) {
    List<String> others =
        best.stream()
            .filter(r -> r.prefix().equals(route.prefix()))
            .map(RouteEntry::nextHop)
            .sorted()
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      return new RouteReason.OtherNextHop(others);
    }
    @Nullable String gap = tables.sessions().gap();
    List<String> established = addresses(s -> toReflector(s) && s.established());
    if (!established.isEmpty()) {
      return beforeReflector(route, established::contains)
          .orElseGet(() -> new RouteReason.NotReceived(established));
    }
    if (gap != null) {
      return beforeReflector(route, _ -> true).orElseGet(() -> new RouteReason.SessionsUnread(gap));
    }
    List<String> down = addresses(this::toReflector);
    return down.isEmpty()
        ? new RouteReason.NoReflectorSession(expectation.reflectors().stream().sorted().toList())
        : new RouteReason.ReflectorSessionDown(down);
  }

  private Optional<RouteReason> beforeReflector(RouteEntry route, Predicate<String> reflectors) {
    Origin origin = expectation.origins().get(route.nextHop());
    return origin == null
        ? Optional.empty()
        : new OriginCheck(route, origin, heard).firstBreak(reflectors).map(r -> r);
  }

  private boolean toReflector(NodeSession session) {
    return expectation.reflectors().contains(session.peerAddress());
  }

  private List<String> addresses(Predicate<NodeSession> which) {
    return tables.sessions().value().orElse(List.of()).stream()
        .filter(which)
        .map(NodeSession::peerAddress)
        .sorted()
        .distinct()
        .toList();
  }
}
