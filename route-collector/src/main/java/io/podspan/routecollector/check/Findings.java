package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.NodeSession;
import io.podspan.events.ReflectorState;
import io.podspan.events.reason.PathReason;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.RouteReason.InterfaceDown;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeLinks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong on a node, in the order in which a packet meets it. Pure. */
final class Findings {
  /** Two clocks that are kept by NTP differ by less; to ask takes a moment, too. */
  private static final int SECONDS_OFF = 5;

  /** Of sessions that are not established, in one sentence. */
  private static final int MOST_ENDS = 10;

  private final Asked asked;
  private final Evidence evidence;
  private final Context context;
  private final List<Finding> found = new ArrayList<>();
  private final List<Unknown> unknown;

  /** What was found, and what could not be found out. */
  record Result(List<Finding> findings, List<Unknown> unknown) {}

  private Findings(Asked asked, Evidence evidence, Context context) {
    this.asked = asked;
    this.evidence = evidence;
    this.context = context;
    this.unknown = new ArrayList<>(evidence.unknown());
  }

  static Result of(Asked asked, Evidence evidence, Context context) {
    Findings findings = new Findings(asked, evidence, context);
    findings.reversePath();
    findings.route();
    findings.forwarding();
    findings.filters();
    findings.neighbour();
    findings.session();
    findings.clock();
    return new Result(List.copyOf(findings.found), List.copyOf(findings.unknown));
  }

  private void reversePath() {
    Way from = evidence.from();
    String in = evidence.in();
    IpAddress source = asked.from();
    if (from != null
        && from.outcome() == Way.Outcome.REVERSE_PATH
        && source != null
        && in != null) {
      add(new PathReason.ReversePathFiltered(source.toString(), in), from.line());
      return;
    }
    Way route = evidence.route();
    boolean unanswered = !evidence.answers().orElse(true);
    if (unanswered
        && evidence.filtered().orElse(0) > 0
        && route != null
        && route.device() != null) {
      add(
          new PathReason.ReversePathFiltered(
              asked.destination().toString(), "another interface than " + route.device()),
          "IPReversePathFilter grew by " + evidence.filtered().getAsLong() + " during a ping");
    }
  }

  private void route() {
    Way way = evidence.way();
    if (way == null) {
      return;
    }
    switch (way.outcome()) {
      case FORWARDED -> leadsElsewhere(way);
      case NO_ROUTE -> noRoute(way);
      case BLACKHOLE, PROHIBIT, UNREACHABLE -> dropped(way);
      case LOCAL, REVERSE_PATH, UNKNOWN -> {}
    }
  }

  private void dropped(Way way) {
    if (!(way.outcome() == Way.Outcome.UNREACHABLE
        && way.equals(evidence.from())
        && forwardsNot())) {
      String kind = way.outcome().dropping().orElse("blackhole");
      String prefix =
          covering(kind).map(KernelRoute::prefix).orElse(asked.destination().asPrefix().toString());
      add(new PathReason.Blackhole(kind, prefix), way.line(), kind + " " + prefix);
    }
  }

  /** The longest route of this kind that the destination is in. */
  private Optional<KernelRoute> covering(String kind) {
    return evidence.covers().stream()
        .filter(route -> route.kind().equals(kind))
        .max(Comparator.comparingInt(Findings::length));
  }

  private static int length(KernelRoute route) {
    return Prefix.parse(route.prefix()).map(Prefix::length).orElse(0);
  }

  private void noRoute(Way way) {
    Optional<RouteReason> down = linkDown();
    down.ifPresentOrElse(
        reason -> add(reason, way.line()),
        () -> add(new PathReason.NoRoute(asked.destination().toString()), way.line()));
  }

  /** What is down on this node's way to the node of the destination. */
  private Optional<RouteReason> linkDown() {
    List<NodeLinks.Link> links = evidence.links();
    Context.Toward toward = context.toward();
    return links == null || toward == null || toward.node().name().equals(context.node().name())
        ? Optional.empty()
        : new NodeLinks(context.node().address(), links).firstBreak(toward.node().address());
  }

  private void leadsElsewhere(Way way) {
    Optional<RouteReason> down = down(way).or(this::linkDown);
    if (down.isPresent()) {
      add(down.get(), way.line());
      return;
    }
    Context.Toward toward = context.toward();
    String gateway = way.gateway();
    if (toward == null
        || gateway == null
        || here(toward)
        || gateway.equals(toward.node().address())) {
      return;
    }
    if (evidence.covers().stream().noneMatch(route -> length(route) > 0)) {
      add(new PathReason.NoRoute(asked.destination().toString()), way.line());
    } else if (evidence.covers().stream().anyMatch(route -> gateway.equals(route.nextHop()))) {
      add(new RouteReason.OtherKernelRoute("unicast", gateway, way.device()), way.line());
    }
  }

  private boolean here(Context.Toward toward) {
    return toward.node().address().equals(context.node().address());
  }

  /** The interface that the packet would go out of. */
  private Optional<RouteReason> down(Way way) {
    List<NodeLinks.Link> links = evidence.links();
    String towards = way.gateway() == null ? asked.destination().toString() : way.gateway();
    return (links == null ? Stream.<NodeLinks.Link>empty() : links.stream())
        .filter(link -> link.name().equals(way.device()) && !(link.on() && link.carrier()))
        .findFirst()
        .map(
            link ->
                new InterfaceDown(
                    towards,
                    link.name(),
                    link.on() ? InterfaceDown.NO_CARRIER : InterfaceDown.DOWN));
  }

  private void forwarding() {
    String family = asked.destination().ipv6() ? "ipv6" : "ipv4";
    if ((off("ipv4/ip_forward") && family.equals("ipv4")) || off(family + "/conf/all/forwarding")) {
      add(
          new PathReason.ForwardingOff(family, "all"),
          family.equals("ipv4") ? "net.ipv4.ip_forward = 0" : "net.ipv6.conf.all.forwarding = 0");
    } else if (evidence.in() != null && off(family + "/conf/" + evidence.in() + "/forwarding")) {
      add(
          new PathReason.ForwardingOff(family, evidence.in()),
          "net." + family + ".conf." + evidence.in() + ".forwarding = 0");
    }
  }

  private boolean forwardsNot() {
    String family = asked.destination().ipv6() ? "ipv6" : "ipv4";
    return off(family + "/conf/all/forwarding")
        || off(family + "/conf/" + evidence.in() + "/forwarding");
  }

  private boolean off(String setting) {
    return Integer.valueOf(0).equals(evidence.settings().get(setting));
  }

  private void filters() {
    Way way = evidence.way();
    Packet packet =
        new Packet(
            asked.from(),
            asked.destination(),
            evidence.in(),
            way == null || way.outcome() != Way.Outcome.FORWARDED ? null : way.device(),
            own());
    DropReason reasons = new DropReason(packet);
    evidence.filters().values().stream()
        .flatMap(table -> FilterWalk.of(table, packet).stream())
        .forEach(drop -> judge(drop, reasons));
  }

  private void judge(FilterWalk.Drop drop, DropReason reasons) {
    if (drop.certain() || drop.grew()) {
      add(reasons.of(drop), drop.text() + " (" + drop.packets() + " packets)");
    } else if (drop.packets() > 0) {
      unknown.add(
          new Unknown(
              "whether a packet filter drops it",
              "a rule has dropped "
                  + drop.packets()
                  + " packets, none of them in the meantime: "
                  + drop.text()));
    }
  }

  private Set<IpAddress> own() {
    Set<IpAddress> own = new HashSet<>();
    List<NodeLinks.Link> links = evidence.links();
    if (links != null) {
      links.forEach(link -> link.addresses().forEach(a -> own.add(a.address())));
    }
    return own;
  }

  private void neighbour() {
    Way route = evidence.route();
    Neighbour neighbour = evidence.neighbour();
    if (route == null || route.outcome() != Way.Outcome.FORWARDED) {
      return;
    }
    String gateway = route.gateway();
    if (gateway != null && IpAddress.parse(gateway).filter(own()::contains).isPresent()) {
      add(
          new PathReason.DuplicateAddress(gateway, route.device(), context.node().name(), owner()),
          route.line());
    } else if (neighbour == null) {
      unknown.add(new Unknown("the neighbour", "the kernel has not asked for it"));
    } else if (neighbour.lost()) {
      add(
          new PathReason.NeighbourUnreachable(
              neighbour.address(), neighbour.device(), neighbour.state()),
          neighbour.line());
    } else if (neighbour.doubtful() && !answers()) {
      unknown.add(
          new Unknown(
              "the neighbour",
              neighbour.address() + " is " + neighbour.state() + ", and does not answer a ping"));
    }
  }

  private boolean answers() {
    return evidence.answers().orElse(false) || evidence.hopAnswers().orElse(false);
  }

  private String owner() {
    Context.Toward toward = context.toward();
    return toward == null ? "the next hop" : toward.node().name() + " of " + toward.cluster();
  }

  /** Why there is no session with the reflector that was asked for, as far as the node tells. */
  private void session() {
    ReflectorState reflector = context.reflector();
    if (reflector == null) {
      return;
    }
    String node = context.node().name();
    if (evidence.unsigned() > 0) {
      otherKey(node, reflector);
    }
    context.sessions().stream()
        .filter(session -> isWith(reflector, session))
        .filter(session -> session.peerAsn() != 0 && session.peerAsn() != reflector.asn())
        .findFirst()
        .ifPresent(session -> otherAs(node, reflector, session));
  }

  private static boolean isWith(ReflectorState reflector, NodeSession session) {
    return IpAddress.parse(session.peerAddress()).equals(IpAddress.parse(reflector.address()));
  }

  /**
   * The kernel counts for all connections together: whose segments were dropped it does not say. A
   * session that is established has the right key, so it is one of the others.
   */
  private void otherKey(String node, ReflectorState reflector) {
    String counted =
        "TCPMD5NotFound, TCPMD5Unexpected and TCPMD5Failure grew by %d during a ping, for all connections of the node"
            .formatted(evidence.unsigned());
    List<NodeSession> down =
        context.sessions().stream().filter(session -> !session.established()).toList();
    if (down.stream().noneMatch(session -> isWith(reflector, session))) {
      unknown.add(
          new Unknown(
              "which connection has another key",
              counted
                  + (context.sessions().isEmpty()
                      ? "; the router did not say which of its sessions are established"
                      : "; the router has no session with %s that is not established"
                          .formatted(reflector.name()))));
      return;
    }
    String ends =
        Stream.concat(
                Stream.of(reflector.name()),
                down.stream()
                    .filter(session -> !isWith(reflector, session))
                    .map(NodeSession::peerAddress))
            .limit(MOST_ENDS)
            .collect(Collectors.joining(" or "));
    add(new PathReason.SessionKeyWrong(node, ends), counted);
  }

  private void otherAs(String node, ReflectorState reflector, NodeSession session) {
    add(
        new PathReason.SessionAsWrong(
            node,
            reflector.name(),
            "the router expects AS %d of it, and it has AS %d"
                .formatted(session.peerAsn(), reflector.asn())),
        "the router says of %s: AS %d, %s"
            .formatted(session.peerAddress(), session.peerAsn(), session.state()));
  }

  private void clock() {
    OptionalLong clock = evidence.clock();
    if (clock.isEmpty()) {
      return;
    }
    long node = clock.getAsLong();
    long earliest = context.before().getEpochSecond() - SECONDS_OFF;
    long latest = context.after().getEpochSecond() + SECONDS_OFF;
    if (node < earliest || node > latest) {
      long off = node - context.before().getEpochSecond();
      add(
          new PathReason.ClockOff(context.node().name(), off),
          "date +%s: " + node + ", here: " + context.before().getEpochSecond());
    }
  }

  private void add(Reason reason, String... lines) {
    found.add(Finding.of(reason, lines));
  }
}
