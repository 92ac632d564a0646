package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.NodeTables.Look;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rollout on a bench: its world, its journal and its clock are turned by hand. */
final class Bench implements RolloutWorld, RolloutJournal {
  static final LeftRoutes LEFT =
      new LeftRoutes(Samples.cidrs("10.3.0.0/16"), List.of(REFLECTOR.address()));

  Cluster paris = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  final FakeRouters routers = new FakeRouters(paris);
  final Map<String, PeerSession> sessions = new ConcurrentHashMap<>();
  final Map<String, RouterSessions> routerSaid = new ConcurrentHashMap<>();
  final List<RolloutFact> facts = new ArrayList<>();
  boolean reflectorReady = true;

  /** The clusters that go first. */
  List<String> ahead = List.of();

  /** Other rollouts that change the cluster's routers. */
  List<String> others = List.of();

  /** Whether a node that was restarted with the reflector in its flags gets its session. */
  /** What the probes say of a node. */
  Function<String, Probes> probes = _ -> Probes.NONE;

  boolean sessionsComeUp = true;

  /** Whether a node announces its prefixes once its session is up. */
  boolean announces = true;

  /** Whether a restart loses the route to the other node. */
  boolean losesRoutes;

  /** Whether another rollout came after this one. */
  boolean outdated;

  /** Why the collector cannot read the nodes, null if it can. */
  @Nullable String unreadable;

  /** When the collector last read a node; null for just now. */
  @Nullable Instant lookedAt;

  /** How much the reflector's clock is ahead of ours. */
  Duration skew = Duration.ZERO;

  /** What operators do, and in which state. */
  private final List<Map.Entry<String, RolloutCommand>> orders = new ArrayList<>();

  /** Done before each of them. */
  Runnable onPause = () -> {};

  /** What is kept, where another store keeps it. */
  @Nullable Supplier<Rollout> keptElsewhere;

  /** Done between an owner's look and what it does. */
  Runnable afterSight = () -> {};

  /** What a crash does to what is in memory. */
  UnaryOperator<Rollout> memory = UnaryOperator.identity();

  private volatile Instant now = NOON;
  private @Nullable RolloutOwner driver;
  private volatile Rollout kept;

  Bench(Direction direction) {
    this(direction, Samples.POLICY);
  }

  Bench(Direction direction, RolloutPolicy policy) {
    kept =
        Rollout.created(
            "r1",
            "europe",
            1,
            "paris",
            direction,
            List.of(REFLECTOR),
            policy,
            null,
            paris.nodes(),
            now);
  }

  Bench(Direction direction, Strategy strategy) {
    this(direction);
    kept = kept.by(strategy, now);
  }

  /** An operator gives this command once, as soon as it is in this state. */
  void at(String state, RolloutCommand command) {
    orders.add(Map.entry(state, command));
  }

  /** A node joins the cluster; its router runs without the change. */
  void comes(Node node) {
    paris = paris.with(Stream.concat(paris.nodes().stream(), Stream.of(node)).toList());
    routers.running.put(node.name(), Samples.FLAGS);
  }

  /** A node leaves the cluster. */
  void goes(String node) {
    paris = paris.with(paris.nodes().stream().filter(n -> !n.name().equals(node)).toList());
    routers.running.remove(node);
  }

  /** One turn; operators give their commands between two of them. */
  void turn(RolloutOwner owner) {
    nextOrder()
        .ifPresent(
            command -> {
              order(command);
              ordered();
            });
    step(owner);
  }

  /** One turn of this owner. */
  void step(RolloutOwner owner) {
    if (owner.turn()) {
      pass(Duration.ofSeconds(1));
    }
    peer();
  }

  /** What was told, without times. */
  List<String> told() {
    return facts.stream().map(Bench::told).toList();
  }

  static String told(RolloutFact fact) {
    return switch (fact) {
      case RolloutFact.NodeRestarting restarting -> "restarting " + restarting.node();
      case RolloutFact.NodeVerified verified -> "verified " + verified.node();
      case RolloutFact.RolledBack back -> "rolled back " + back.nodes();
      case RolloutFact.Steered steered -> "steered " + steered.verb();
      case RolloutFact.Planned _,
          RolloutFact.Started _,
          RolloutFact.Paused _,
          RolloutFact.Failed _,
          RolloutFact.Completed _ ->
          fact.getClass().getSimpleName();
    };
  }

  /** The same rollout under another id. */
  void named(String id) {
    Rollout r = kept;
    kept =
        new Rollout(
            id,
            r.interconnect(),
            r.revision(),
            r.cluster(),
            r.direction(),
            r.reflectors(),
            r.turnover(),
            r.policy(),
            r.state(),
            r.change(),
            r.steps(),
            r.failure(),
            r.createdAt(),
            r.startedAt(),
            r.strategy(),
            r.steering(),
            r.waves(),
            r.waits(),
            r.onlyLate());
  }

  /** What another store keeps. */
  void keep(Rollout rollout) {
    kept = rollout;
  }

  /** What an operator asks for now. */
  Optional<RolloutCommand> nextOrder() {
    if (orders.isEmpty() || !kept.state().text().equals(orders.getFirst().getKey())) {
      return Optional.empty();
    }
    onPause.run();
    return Optional.of(orders.getFirst().getValue());
  }

  /** The operator got an answer. */
  void ordered() {
    orders.removeFirst();
  }

  /** What would become of it. */
  RolloutOrders.Decision decide(RolloutCommand command) {
    return RolloutOrders.decide(kept, command, now);
  }

  /** As an operator gives it. */
  RolloutOrders.Decision order(RolloutCommand command) {
    RolloutOrders.Decision decision = decide(command);
    if (decision instanceof RolloutOrders.Obeyed(Rollout after, List<RolloutFact> told)) {
      record(kept, after, told);
    }
    return decision;
  }

  /** Turns until it is in this state. */
  void runUntil(String state) {
    for (int i = 0; i < 100 && !kept.state().text().equals(state); i++) {
      turn();
    }
    if (!kept.state().text().equals(state)) {
      throw new AssertionError("it is " + kept.state());
    }
  }

  /** The same for routers that have this in their flags, and reflectors that are given up. */
  Bench turningOver(Turnover turnover, String... peerFlags) {
    List<String> flags = new ArrayList<>(routers.flags);
    flags.addAll(List.of(peerFlags));
    routers.flags = flags;
    routers.running.replaceAll((_, _) -> flags);
    kept = kept.turningOver(turnover);
    return this;
  }

  RolloutOwner owner() {
    return new RolloutOwner(memory.apply(kept), new Routers(List.of(routers)), this, this, clock());
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Rollout rollout() {
    return kept;
  }

  /** What was kept last is lost. */
  void forget(Rollout before) {
    kept = before;
  }

  /** Turns until the rollout has ended or waits; a second passes at each wait, up to so many. */
  Rollout run(int mostSeconds) {
    RolloutOwner owner = owner();
    int seconds = 0;
    while (!kept.state().ended() && seconds < mostSeconds) {
      if (owner.turn()) {
        pass(Duration.ofSeconds(1));
        seconds++;
      }
      peer();
    }
    return kept;
  }

  /** One turn of the owner that drives it; a second passes if it waits. */
  void turn() {
    turnOf(driver == null ? owner() : driver);
  }

  /** The same of a new one, that knows nothing but what is kept, and takes over now. */
  void turnAfterCrash() {
    turnOf(owner());
  }

  private void turnOf(RolloutOwner owner) {
    driver = owner;
    if (owner.turn()) {
      pass(Duration.ofSeconds(1));
    }
    peer();
  }

  /** Sessions and routes follow from what the routers run. */
  void peer() {
    routers.running.forEach(
        (node, flags) -> {
          boolean wants = flags.contains("--peer-router-ips=" + REFLECTOR.address());
          if (wants && sessionsComeUp && !routers.broken.contains(node)) {
            up(node);
          } else if (!wants) {
            down(node, "peer closed the connection");
          }
        });
  }

  void up(String node) {
    if (!sessions.containsKey(node) || !sessions.get(node).established()) {
      sessions.put(
          node, new PeerSession("reflector", address(node), true, now.plus(skew), now, ""));
    }
  }

  void down(String node, String why) {
    if (sessions.containsKey(node)) {
      sessions.put(
          node, new PeerSession("reflector", address(node), false, now.plus(skew), now, why));
    }
  }

  private String address(String node) {
    return paris.nodes().stream()
        .filter(n -> n.name().equals(node))
        .findFirst()
        .orElseThrow()
        .address();
  }

  <F extends RolloutFact> List<F> facts(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public Optional<Rollout> load(String id) {
    return Optional.of(kept);
  }

  @Override
  public void record(Rollout before, Rollout after, List<RolloutFact> told) {
    if (!kept.equals(before)) {
      throw new StaleRolloutException(before.id());
    }
    kept = after;
    facts.addAll(told);
  }

  @Override
  public Sight sight(Rollout rollout) {
    Rollout seen = keptElsewhere == null ? kept : keptElsewhere.get();
    afterSight.run();
    return new Sight() {
      @Override
      public Rollout rollout() {
        return seen;
      }

      @Override
      public Cluster cluster() {
        return watched(paris);
      }

      @Override
      public Evidence evidence(String node) {
        return Bench.this.evidence(node);
      }

      @Override
      public Snapshot snapshot(String node) {
        return Bench.this.snapshot(rollout.cluster(), node);
      }
    };
  }

  /** As the watch on the cluster has it: a node that is not Ready is left out. */
  private Cluster watched(Cluster cluster) {
    return cluster.with(
        cluster.nodes().stream()
            .map(
                n ->
                    routers.notReady.contains(n.name())
                        ? new Node(n.name(), n.address(), n.podCidrs(), "It is not Ready.")
                        : n)
            .toList());
  }

  @Override
  public Aim aim(Rollout rollout) {
    return switch (rollout.direction()) {
      case JOIN, CHANGE ->
          new Aim("europe", paris, List.of(), rollout.peersAfter(), rollout.turnover().givenUp());
      case LEAVE -> new Aim("europe", paris, List.of(), List.of(), rollout.reflectors());
    };
  }

  @Override
  public boolean isOutdated(Rollout rollout) {
    return outdated;
  }

  @Override
  public LeftRoutes leftRoutes(Rollout rollout) {
    return LEFT;
  }

  @Override
  public List<String> ahead(Rollout rollout) {
    return ahead;
  }

  @Override
  public List<String> underWay(Rollout rollout) {
    return others;
  }

  @Override
  public List<String> reflectorsBehind(Rollout rollout) {
    return reflectorReady ? List.of() : List.of("reflector");
  }

  private Evidence evidence(String node) {
    Node other = paris.nodes().stream().filter(n -> !n.name().equals(node)).findFirst().get();
    Node own = paris.nodes().stream().filter(n -> n.name().equals(node)).findFirst().get();
    return new Evidence(
        List.copyOf(sessions.values()),
        Optional.ofNullable(routerSaid.get(node)),
        sessions.values().stream()
            .filter(s -> s.established() && s.address().equals(own.address()))
            .map(this::announced)
            .toList(),
        Optional.of(tables(node)),
        new RoutesDue(prefixes(own), Map.of(route(other), other.name()), Map.of()),
        probes.apply(node));
  }

  private Announced announced(PeerSession session) {
    List<String> prefixes =
        announces
            ? paris.nodes().stream()
                .filter(n -> n.address().equals(session.address()))
                .flatMap(n -> prefixes(n).stream())
                .toList()
            : List.of();
    return new Announced(
        "reflector",
        session.address(),
        true,
        false,
        List.of(),
        prefixes.size(),
        prefixes,
        session.receivedAt());
  }

  private static List<String> prefixes(Node node) {
    return node.podCidrs().stream().map(Prefix::toString).toList();
  }

  private static NodeRoute route(Node node) {
    return new NodeRoute(prefixes(node).getFirst(), node.address());
  }

  private Snapshot snapshot(String cluster, String node) {
    NodeTables tables = tables(node);
    List<ProbedNodes> probed =
        probes.apply(node).nodes().stream().filter(p -> p.touches(cluster + "/" + node)).toList();
    return new Snapshot(List.copyOf(tables.rib()), List.copyOf(tables.kernel()), probed);
  }

  private NodeTables tables(String node) {
    List<NodeRoute> routes =
        losesRoutes && routers.restarts.contains(node)
            ? List.of()
            : paris.nodes().stream().filter(n -> !n.name().equals(node)).map(Bench::route).toList();
    Look look =
        new Look(
            unreadable == null,
            unreadable == null ? "" : unreadable,
            lookedAt == null ? now : lookedAt);
    return new NodeTables(routes, routes, 0, 0, Map.of(), look);
  }

  static List<NodeStep.Status> statuses(Rollout rollout) {
    return rollout.steps().stream().map(NodeStep::status).toList();
  }
}
