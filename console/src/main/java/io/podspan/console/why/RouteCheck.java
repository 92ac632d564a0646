package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.console.overview.NodeView;
import io.podspan.console.overview.NodeView.MissingRoute;
import io.podspan.console.overview.ReachabilityView;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.PathReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.Unrecognised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the kernels of the nodes that a packet leaves have a route to where it goes. */
final class RouteCheck {
  static final String NAME = "route";
  private static final int SHOWN = 3;

  /** Causes, and reflectors of a node. */
  private static final int MOST_ASKED = 2;

  static final String CANNOT_SEND = " cannot send to ";

  /** What routers print in the place of a next hop. */
  private static final Set<String> OWN = Set.of("0.0.0.0", "::");

  private final Known known;
  private final Direction direction;
  private final Place source;
  private final Place target;
  private final SessionEnds sessions;
  private final Map<String, List<NodeView>> byPrefix;
  private final Optional<Instant> measured;
  private final Set<Way> answered;

  RouteCheck(Known known, Direction direction) {
    this.known = known;
    this.direction = direction;
    this.source = known.source(direction);
    this.target = known.target(direction);
    this.sessions = new SessionEnds(known);
    this.byPrefix = target.byPrefix();
    this.measured =
        known
            .reachability(direction)
            .map(ReachabilityView::measured)
            .filter(at -> PingCheck.isFresh(at, known.now()));
    this.answered =
        known.round(direction).stream()
            .flatMap(round -> round.nodes().stream())
            .filter(reach -> reach.pairs() > 0 && reach.reachable() == reach.pairs())
            .map(reach -> new Way(reach.fromNode(), reach.toNode()))
            .collect(Collectors.toSet());
  }

  private record Way(String from, String to) {}

  /** A route that a node lacks. */
  private record Gap(NodeView node, MissingRoute route) {}

  /** All that lack for the same reason. */
  private record Break(Cause cause, List<Gap> gaps) {}

  List<Stage> stages() {
    if (known.inOneCluster()) {
      return List.of(
          unknown("the routes inside " + source.cluster().name() + " are its own network's"));
    }
    List<Gap> gaps = gaps();
    List<Stage> stages = new ArrayList<>();
    if (!gaps.isEmpty()) {
      boolean certain = knowsWhere() || gaps.size() == combinations();
      breaks(gaps).forEach(found -> stages.add(broken(found, certain)));
      Set<String> told =
          stages.stream().flatMap(RouteCheck::code).collect(Collectors.toUnmodifiableSet());
      // What is left when these are mended, unless it is one of them.
      gaps.stream()
          .map(gap -> gap.route().also())
          .filter(also -> also != null)
          .filter(also -> !told.contains(also.code()))
          .distinct()
          .limit(SHOWN)
          .forEach(also -> stages.add(next(also, gaps)));
    }
    unread().ifPresent(stages::add);
    return stages.isEmpty() ? List.of(whole()) : stages;
  }

  private static Stream<String> code(Stage stage) {
    return Optional.ofNullable(stage.cause()).map(Cause::code).stream();
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (NodeView node : source.takingPart()) {
      for (MissingRoute route : node.missing()) {
        if (target.takes(route.prefix(), byPrefix)) {
          gaps.add(new Gap(node, route));
        }
      }
    }
    return gaps;
  }

  /** The cause of most gaps first, of equal ones the oldest. */
  private List<Break> breaks(List<Gap> gaps) {
    Map<Cause, List<Gap>> byCause = new LinkedHashMap<>();
    gaps.forEach(gap -> byCause.computeIfAbsent(cause(gap), _ -> new ArrayList<>()).add(gap));
    return byCause.entrySet().stream()
        .map(entry -> new Break(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt((Break found) -> -found.gaps().size())
                .thenComparing(found -> oldest(found.gaps())))
        .flatMap(this::asTold)
        .toList();
  }

  /**
   * The reflector itself knows better than the journal what it did with the route that it was asked
   * about. That comes first. Of the others it has said nothing.
   */
  private Stream<Break> asTold(Break found) {
    Map<Cause, List<Gap>> told = new LinkedHashMap<>();
    List<Gap> others = new ArrayList<>();
    for (Gap gap : found.gaps()) {
      asTold(gap)
          .map(cause -> told.computeIfAbsent(cause, _ -> new ArrayList<>()))
          .orElse(others)
          .add(gap);
    }
    return Stream.concat(
        told.entrySet().stream().map(entry -> new Break(entry.getKey(), entry.getValue())),
        others.isEmpty() ? Stream.empty() : Stream.of(new Break(found.cause(), others)));
  }

  private Optional<Cause> asTold(Gap gap) {
    RouteReason known = gap.route().cause();
    return known == null ? Optional.empty() : ReflectorCheck.cause(known, told(gap));
  }

  private List<Live.Told> told(Gap gap) {
    return ReflectorCheck.knowsMoreThan(gap.route().cause())
        ? known.told(source.cluster().name(), gap.node().name(), gap.route().prefix()).stream()
            .filter(told -> told.route().origin().toString().equals(gap.route().nextHop()))
            .toList()
        : List.of();
  }

  /** One route of each cause, so that a fault of a thousand routes is one question. */
  List<RouteInDoubt> inDoubt() {
    Map<RouteReason, Gap> byReason = new LinkedHashMap<>();
    for (Gap gap : known.inOneCluster() ? List.<Gap>of() : gaps()) {
      RouteReason reason = gap.route().cause();
      if (reason != null && ReflectorCheck.knowsMoreThan(reason)) {
        byReason.putIfAbsent(reason, gap);
      }
    }
    return byReason.values().stream().limit(MOST_ASKED).flatMap(this::inDoubt).toList();
  }

  private Stream<RouteInDoubt> inDoubt(Gap gap) {
    String cluster = source.cluster().name();
    Optional<IpAddress> node = IpAddress.parse(gap.node().address());
    Optional<Prefix> prefix = Prefix.parse(gap.route().prefix());
    Optional<IpAddress> origin = IpAddress.parse(gap.route().nextHop());
    return node.isEmpty() || prefix.isEmpty() || origin.isEmpty()
        ? Stream.empty()
        : sessions.of(cluster, gap.node().name()).stream()
            .limit(MOST_ASKED)
            .map(
                session ->
                    new RouteInDoubt(
                        session.reflector(),
                        cluster,
                        gap.node().name(),
                        node.get(),
                        prefix.get(),
                        origin.get()));
  }

  private static Instant oldest(List<Gap> gaps) {
    return gaps.stream().map(gap -> gap.route().since()).min(Instant::compareTo).orElseThrow();
  }

  private Cause cause(Gap gap) {
    RouteReason reason = gap.route().cause();
    if (reason == null) {
      return new Cause("route-missing", gap.route().why(), "Look at this node's router.");
    }
    return announcedHere(reason, gap)
        .or(() -> bothEnds(reason, gap.node()))
        .orElseGet(() -> Cause.of(reason));
  }

  /** A router has no next hop of what it announces itself. */
  private Optional<Cause> announcedHere(RouteReason reason, Gap gap) {
    return reason instanceof RouteReason.OtherNextHop(var nextHops) && OWN.containsAll(nextHops)
        ? Optional.of(
            Cause.of(
                    new PathReason.CidrOfOtherCluster(
                        gap.route().prefix(), source.cluster().name(), target.cluster().name()))
                .on(gap.node().name()))
        : Optional.empty();
  }

  /** Where a session is what lacks, its two ends know more than one of them. */
  private Optional<Cause> bothEnds(RouteReason reason, NodeView node) {
    return switch (reason) {
      case RouteReason.NoReflectorSession _, RouteReason.ReflectorSessionDown _ ->
          session(source.cluster().name(), node.name());
      case OriginReason.NoSession origin -> session(origin.cluster(), origin.node());
      case RouteReason.ReflectorUnreachable _,
          RouteReason.SessionsUnread _,
          OriginReason.RouterDown _,
          OriginReason.Unread _,
          OriginReason.NothingAnnounced _,
          OriginReason.NotAnnounced _,
          OriginReason.Withdrawn _,
          OriginReason.Rejected _,
          OriginReason.NotTold _,
          RouteReason.NotReceived _,
          RouteReason.WithheldByReflector _,
          RouteReason.RefusedByImportPolicy _,
          RouteReason.OtherNextHop _,
          RouteReason.OtherKernelRoute _,
          RouteReason.ForeignRoute _,
          RouteReason.StaleRoute _,
          RouteReason.MultipathPartlyWrong _,
          RouteReason.TunnelElsewhere _,
          RouteReason.OtherTable _,
          RouteReason.InterfaceDown _,
          RouteReason.AddressGone _,
          RouteReason.KernelHopDown _,
          RouteReason.Shadowed _,
          RouteReason.KernelRefused _,
          RouteReason.NextHopOffSubnet _,
          RouteReason.NotInstalled _,
          RouteReason.RibUnread _,
          RouteReason.KernelUnread _,
          Unrecognised _ ->
          Optional.empty();
    };
  }

  /** The router, its session or the node's way to the reflector is why there is none. */
  private Optional<Cause> session(String cluster, String node) {
    return sessions
        .lookedAt(cluster, node)
        .or(
            () ->
                known.towardsReflectors(cluster, node).stream()
                    .findFirst()
                    .map(LiveCheck.OnTheWay::cause))
        .or(() -> sessions.cause(cluster, node));
  }

  private Stage broken(Break found, boolean certain) {
    Cause cause =
        new Cause(
            found.cause().code(),
            where(found.gaps()) + ": " + found.cause().text(),
            found.cause().toDo());
    List<Evidence> evidence = evidence(found);
    if (found.gaps().stream().allMatch(this::isAnswered)) {
      return Stage.caution(direction, NAME, answered(cause), evidence);
    }
    if (found.gaps().getFirst().route().cause() instanceof RouteReason.KernelUnread) {
      return Stage.unknown(direction, NAME, cause.text(), evidence);
    }
    return certain
        ? Stage.fail(direction, NAME, cause, evidence)
        : new Stage(
            direction,
            NAME,
            Stage.State.UNKNOWN,
            "on which nodes the ends are is not known, and for some of them " + cause.text(),
            cause,
            evidence);
  }

  private static Cause answered(Cause cause) {
    return new Cause(
        cause.code(),
        cause.text() + "; pings of these nodes are answered all the same",
        cause.toDo());
  }

  /** All pings between the two nodes had answers, and were sent after the route was missed. */
  private boolean isAnswered(Gap gap) {
    return !(gap.route().cause() instanceof RouteReason.MultipathPartlyWrong)
        && known.round(direction).filter(round -> isSince(round, gap.route().since())).isPresent()
        && byPrefix.getOrDefault(gap.route().prefix(), List.of()).stream()
            .anyMatch(node -> answered.contains(new Way(gap.node().name(), node.name())));
  }

  private boolean isSince(ProbeRound round, Instant missed) {
    return measured.filter(at -> at.minusMillis(round.tookMillis()).isAfter(missed)).isPresent();
  }

  private boolean knowsWhere() {
    return source.isSettled() && target.isSettled();
  }

  private int combinations() {
    long prefixes =
        target.takingPart().stream().flatMap(node -> node.podCidrs().stream()).distinct().count();
    return Math.toIntExact(source.takingPart().size() * prefixes);
  }

  private String where(List<Gap> gaps) {
    TreeSet<String> nodes = new TreeSet<>();
    TreeSet<String> prefixes = new TreeSet<>();
    for (Gap gap : gaps) {
      nodes.add(gap.node().name());
      prefixes.add(gap.route().prefix());
    }
    return some(nodes) + CANNOT_SEND + some(prefixes);
  }

  private static String some(TreeSet<String> names) {
    String first = String.join(", ", names.stream().limit(SHOWN).toList());
    return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
  }

  private List<Evidence> evidence(Break found) {
    List<Evidence> evidence = new ArrayList<>();
    for (Gap gap : found.gaps().stream().limit(SHOWN).toList()) {
      MissingRoute route = gap.route();
      evidence.add(
          Evidence.journal(
              "%s lacks %s via %s in its %s"
                  .formatted(gap.node().name(), route.prefix(), route.nextHop(), route.table()),
              "route-collector",
              route.since()));
    }
    found.gaps().stream().map(this::told).map(ReflectorCheck::evidence).forEach(evidence::addAll);
    NodeView first = found.gaps().getFirst().node();
    evidence.addAll(sessions.evidence(source.cluster().name(), first.name()));
    if (found.gaps().getFirst().route().cause() instanceof OriginReason.NoSession origin) {
      evidence.addAll(sessions.evidence(origin.cluster(), origin.node()));
    }
    return evidence;
  }

  /** The break that is left when the first one is mended. */
  private Stage next(RouteReason also, List<Gap> gaps) {
    Gap gap =
        gaps.stream().filter(each -> also.equals(each.route().also())).findFirst().orElseThrow();
    return Stage.caution(
        direction,
        NAME,
        Cause.of(also).on(gap.node().name()),
        List.of(
            Evidence.journal("seen with the first break", "route-collector", gap.route().since())));
  }

  private Optional<Stage> unread() {
    if (!installs()) {
      return Optional.empty();
    }
    for (NodeView node : source.takingPart()) {
      String why = unread(node);
      if (why != null) {
        return Optional.of(unknown("the routes of " + node.name() + " are not known: " + why));
      }
    }
    return Optional.empty();
  }

  private static @Nullable String unread(NodeView node) {
    String why = node.unread();
    return why == null && node.missingRoutes() == null
        ? "route-collector has not read them yet"
        : why;
  }

  private boolean installs() {
    return source.takingPart().stream().anyMatch(node -> node.expectedRoutes() > 0);
  }

  private Stage whole() {
    if (!installs()) {
      return unknown(
          "no route is expected in the kernels of " + source.cluster().name() + " to look at");
    }
    List<Evidence> evidence = new ArrayList<>();
    source.takingPart().stream()
        .limit(SHOWN)
        .forEach(
            node ->
                evidence.add(
                    Evidence.journal(
                        node.name()
                            + " lacks "
                            + node.missingRoutes()
                            + " of "
                            + node.expectedRoutes()
                            + " routes",
                        "route-collector",
                        node.routesSince())));
    TreeSet<String> names = new TreeSet<>();
    source.takingPart().forEach(node -> names.add(node.name()));
    return Stage.pass(
        direction,
        NAME,
        some(names)
            + (names.size() == 1 ? " has" : " have")
            + " the routes to "
            + target.name()
            + " in the kernel",
        evidence);
  }

  private Stage unknown(String text) {
    return Stage.unknown(direction, NAME, text, List.of());
  }
}
