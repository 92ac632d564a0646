package io.podspan.routecollector.events;

import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.RolloutEvent;
import io.podspan.events.world.World;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.routecollector.route.Charge;
import io.podspan.routecollector.route.ClusterReader;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.NodeReader;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.rounds.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What one round does with one cluster. {@link Triggers} has the threads that call it. */
@ApplicationScoped
public class ClusterRounds {
  private static final Duration NOT_OURS = Duration.ofSeconds(1);
  private static final Duration INTENT_ARRIVES = Duration.ofMinutes(1);

  private final Supplier<World> intent;
  private final Function<String, Optional<Charge>> share;
  private final BooleanSupplier settled;
  private final ClusterReader reader;
  private final NodeReader oneNode;
  private final Feeds feeds;
  private final NodeRecords records;
  private final PeerRecords peers;
  private final CollectorMetrics metrics;
  private final Pace<String> pace;

  /** Of a cluster whose nodes are all followed: its rounds find what no feed has told. */
  private final Pace<String> followedPace;

  private final LongSupplier nanoTime;
  private final long began;

  /** What was last asked of each cluster that is ours. */
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** What is expected of a cluster, and in which term its nodes were told. */
  private record Asked(Charge charge, Expectation expectation) {}

  private final RestartedNodes restarted;
  private final SecondLooks secondLooks;

  /** The nodes that this process has looked at. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean forgetting = new AtomicBoolean();
  private volatile Consumer<String> soon = _ -> {};
  private volatile Runnable forgets = () -> {};
  private volatile boolean stopping;

  @Inject
  public ClusterRounds(
      IntentFollower intent,
      ClusterShare share,
      ClusterReader reader,
      NodeReader oneNode,
      NodeFeeds feeds,
      NodeRecords records,
      PeerRecords peers,
      CollectorMetrics metrics,
      @ConfigProperty(name = "podspan.collector.interval", defaultValue = "10s") Duration steady,
      @ConfigProperty(name = "podspan.collector.converging-interval", defaultValue = "2s")
          Duration converging,
      @ConfigProperty(name = "podspan.collector.followed-interval", defaultValue = "30s")
          Duration followed) {
    this(
        intent::world,
        share::of,
        () -> intent.isSettled() && share.isNewest(intent.known()),
        reader,
        oneNode,
        feeds,
        records,
        peers,
        metrics,
        new Pace<>(steady, converging),
        new Pace<>(followed, steady),
        System::nanoTime);
  }

  ClusterRounds(
      Supplier<World> intent,
      Function<String, Optional<Charge>> share,
      BooleanSupplier settled,
      ClusterReader reader,
      NodeReader oneNode,
      Feeds feeds,
      NodeRecords records,
      PeerRecords peers,
      CollectorMetrics metrics,
      Pace<String> pace,
      Pace<String> followedPace,
      LongSupplier nanoTime) {
    this.intent = intent;
    this.share = share;
    this.settled = settled;
    this.reader = reader;
    this.oneNode = oneNode;
    this.feeds = feeds;
    this.records = records;
    this.peers = peers;
    this.metrics = metrics;
    this.pace = pace;
    this.followedPace = followedPace;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.restarted = new RestartedNodes(nanoTime);
    this.secondLooks = new SecondLooks(nanoTime);
  }

  /** Who begins the next round of a cluster at once. */
  void triggeredBy(Consumer<String> trigger) {
    soon = trigger;
  }

  /** Who calls {@link #forget} soon, on a thread of its own: no round waits for it. */
  void forgottenBy(Runnable ask) {
    forgets = ask;
  }

  /** The intent has changed: call {@link #forget} soon, and a round of each cluster. */
  void onIntent(World world) {
    Set<String> gone = new HashSet<>(asked.keySet());
    gone.removeAll(world.clusters().keySet());
    gone.forEach(feeds::drop);
    metrics.keep(world.clusters().keySet());
    secondLooks.keep(world.clusters().keySet());
    asked.keySet().retainAll(world.clusters().keySet());
    seen.removeIf(key -> !world.clusters().containsKey(key.substring(0, key.indexOf('/'))));
    forgetting.set(true);
  }

  /** Another cluster is ours: its nodes that have gone are forgotten. */
  void onShare() {
    forgetting.set(true);
  }

  /** Something is about to change in this cluster: its next rounds follow quickly. */
  void onHint(String cluster) {
    pace.hint(cluster);
    followedPace.hint(cluster);
  }

  /** A session of this node has changed: looks at it are told for a while. */
  void onSession(String cluster, @Nullable String node) {
    restarted.session(cluster, node);
  }

  /**
   * A rollout goes on.
   *
   * @return whether its cluster is to be looked at now
   */
  boolean onRollout(RolloutEvent event) {
    boolean look = restarted.heard(event);
    if (look) {
      onHint(event.rollout().cluster());
    }
    return look;
  }

  /**
   * The clusters whose routes change with a session of this one: itself and those it is joined
   * with.
   */
  Set<String> concernedBy(String cluster) {
    Set<String> concerned = new HashSet<>(intent.get().joinedWith(cluster));
    concerned.add(cluster);
    return concerned;
  }

  /**
   * Forgets the nodes that the intent does not name any more, and what reflectors said of them; not
   * before the intent was read as a whole, and not while another instance knows a newer one. To be
   * called again from time to time: what failed or was too early is done then.
   */
  void forget() {
    if (!forgetting.get() || !settled.getAsBoolean() || !forgetting.getAndSet(false)) {
      return;
    }
    try {
      Map<String, ClusterState> clusters = intent.get().clusters();
      records.keepClusters(clusters.keySet());
      clusters.values().forEach(this::forgetOthers);
      // A reflector may speak of a node before the intent with this node arrives here.
      peers.keep(peersOf(intent.get()), Instant.now().minus(INTENT_ARRIVES));
    } catch (RuntimeException e) {
      forgetting.set(true);
      throw e;
    }
  }

  /** Who reads a cluster forgets its nodes. */
  private void forgetOthers(ClusterState cluster) {
    share.apply(cluster.name()).ifPresent(charge -> records.keep(charge, keys(cluster)));
  }

  private static List<String> peersOf(World world) {
    return world.interconnects().values().stream()
        .flatMap(i -> i.clusters().stream())
        .distinct()
        .flatMap(name -> peersOf(world, name))
        .toList();
  }

  private static Stream<String> peersOf(World world, String cluster) {
    return world.reflectorsOf(cluster).stream()
        .flatMap(
            reflector ->
                nodes(world, cluster).map(node -> Heard.key(reflector.name(), node.address())));
  }

  private static Stream<NodeState> nodes(World world, String cluster) {
    ClusterState state = world.clusters().get(cluster);
    return state == null ? Stream.of() : state.nodes().stream();
  }

  private static List<String> keys(ClusterState cluster) {
    return cluster.nodes().stream()
        .map(node -> NodeRecords.key(cluster.name(), node.name()))
        .toList();
  }

  /**
   * One round of one cluster.
   *
   * @return the pause until its next round
   */
  Duration round(String name) {
    World world = intent.get();
    ClusterState cluster = world.clusters().get(name);
    Optional<Charge> charge = share.apply(name);
    if (cluster == null || charge.isEmpty()) {
      asked.remove(name);
      feeds.drop(name);
      metrics.forget(name);
      return NOT_OURS;
    }
    Expectation expectation = Expectation.of(world, name);
    expect(charge.get(), keys(cluster), expectation);
    List<NodeStatus> statuses = look(charge.get(), cluster, world, expectation);
    if (intent.get().clusters().containsKey(name)) {
      metrics.looked(name, statuses);
    }
    boolean complete = statuses.size() == cluster.nodes().size() && complete(cluster, statuses);
    if (restarted.hurries(name)) {
      onHint(name);
    }
    boolean unclear = statuses.stream().anyMatch(NodeStatus::unclear);
    if (unclear) {
      // Its own next round comes by itself.
      lookAgain(concernedBy(name), concerned -> !concerned.equals(name));
    }
    feeds.keep(cluster, expectation.reflectors());
    boolean followed = feeds.follow(cluster);
    metrics.followed(name, feeds.states(name));
    if (!intent.get().clusters().containsKey(name)) {
      // It was removed during the round: nobody else ends what was kept just now.
      feeds.drop(name);
    }
    return (followed && !unclear ? followedPace : pace).pause(name, complete);
  }

  /** Where a route broke is found by a look at the node that it leads to, and one more at this. */
  private void lookAgain(Set<String> clusters, Predicate<String> triggered) {
    SecondLooks.Asked again = secondLooks.ask(clusters);
    again.hurried().forEach(this::onHint);
    again.now().stream().filter(triggered).forEach(soon);
  }

  /** Of a node that is left out, which may not be readable for days, nothing is awaited. */
  private static boolean complete(ClusterState cluster, List<NodeStatus> statuses) {
    Set<String> leftOut =
        cluster.nodes().stream()
            .filter(node -> !node.takesPart())
            .map(NodeState::name)
            .collect(Collectors.toSet());
    return statuses.stream()
        .filter(status -> !leftOut.contains(status.node()))
        .allMatch(NodeStatus::complete);
  }

  /** Before the look, which may take long: nobody waits for routes that are not expected now. */
  private void expect(Charge charge, Collection<String> nodes, Expectation expectation) {
    Asked now = new Asked(charge, expectation);
    if (!now.equals(asked.get(charge.cluster()))) {
      records.expect(charge, nodes, expectation);
      asked.put(charge.cluster(), now);
    }
  }

  private List<NodeStatus> look(
      Charge charge, ClusterState cluster, World world, Expectation expectation) {
    long began = nanoTime.getAsLong();
    Elsewhere elsewhere = elsewhere(cluster, world, expectation);
    Queue<NodeStatus> statuses = new ConcurrentLinkedQueue<>();
    reader.read(
        cluster,
        (node, outcome) ->
            recorded(charge, node, outcome, world, expectation, elsewhere)
                .ifPresent(statuses::add));
    if (!intent.get().equals(world)) {
      forgetLeft();
    }
    metrics.took(cluster.name(), Duration.ofNanos(nanoTime.getAsLong() - began));
    return List.copyOf(statuses);
  }

  /**
   * A look at one node, because its feed says that something has changed. Whether it cannot be read
   * at all is found out by rounds.
   *
   * @return whether nothing of it was left unread
   */
  boolean look(String name, String node) {
    World world = intent.get();
    ClusterState cluster = world.clusters().get(name);
    // As it is before the look: what is read while somebody else takes over does not count.
    Optional<Charge> charge = share.apply(name);
    if (cluster == null || charge.isEmpty() || !names(world, name, node)) {
      return false;
    }
    Expectation expectation = Expectation.of(world, name);
    Elsewhere elsewhere = elsewhere(cluster, world, expectation);
    AtomicBoolean whole = new AtomicBoolean();
    oneNode.read(
        cluster,
        node,
        outcome -> {
          if (outcome instanceof ReadOutcome.Read) {
            recorded(charge.get(), node, outcome, world, expectation, elsewhere)
                .ifPresent(
                    status -> {
                      metrics.looked(status);
                      whole.set(status.whole());
                      if (status.unclear()) {
                        lookAgain(concernedBy(name), _ -> true);
                      }
                    });
          }
        });
    if (!intent.get().equals(world)) {
      forgetLeft();
    }
    return whole.get();
  }

  /** A node that left may have been recorded after it was forgotten. */
  private void forgetLeft() {
    forgetting.set(true);
    forgets.run();
  }

  /** Empty when the node has gone meanwhile, another instance reads it, or the service stops. */
  private Optional<NodeStatus> recorded(
      Charge charge,
      String node,
      ReadOutcome outcome,
      World world,
      Expectation expectation,
      Elsewhere elsewhere) {
    // A client that closes while the service stops says nothing of the node.
    if (!(outcome instanceof ReadOutcome.Read) && stopping) {
      return Optional.empty();
    }
    World now = intent.get();
    if (!now.equals(world) && !names(now, charge.cluster(), node)) {
      return Optional.empty();
    }
    Expectation newer = now.equals(world) ? expectation : Expectation.of(now, charge.cluster());
    Optional<NodeStatus> status = records.record(charge, node, outcome, newer, elsewhere);
    status.ifPresentOrElse(known -> tell(charge, known), metrics::late);
    return status;
  }

  /**
   * The first look of a process is told: it has not heard of rollouts that began before it. Later
   * it has heard of all, also of those at clusters that it takes over then.
   */
  private void tell(Charge charge, NodeStatus status) {
    boolean first =
        seen.add(NodeRecords.key(status.cluster(), status.node()))
            && nanoTime.getAsLong() - began < RestartedNodes.HURRIED.toNanos();
    if (first || restarted.has(status.cluster(), status.node())) {
      records.tell(charge, status);
    }
  }

  private Elsewhere elsewhere(ClusterState cluster, World world, Expectation expectation) {
    Instant now = Instant.now();
    return new Elsewhere(
        peers.heard(
            Stream.concat(originsOf(expectation).stream(), peersOf(world, cluster.name()))
                .toList()),
        records.routers(
            expectation.origins().values().stream()
                .map(origin -> NodeRecords.key(origin.cluster(), origin.node()))
                .toList()),
        cluster.nodes().stream()
            .collect(
                Collectors.toMap(
                    node -> NodeRecords.key(cluster.name(), node.name()), NodeState::address)),
        now);
  }

  private static List<String> originsOf(Expectation expectation) {
    return expectation.origins().entrySet().stream()
        .flatMap(
            origin ->
                origin.getValue().reflectors().values().stream()
                    .map(reflector -> Heard.key(reflector, origin.getKey())))
        .toList();
  }

  private static boolean names(World world, String cluster, String node) {
    ClusterState state = world.clusters().get(cluster);
    return state != null && state.nodes().stream().map(NodeState::name).anyMatch(node::equals);
  }

  /** The service stops: what cannot be read from now on is not kept. */
  void stop() {
    stopping = true;
  }
}
