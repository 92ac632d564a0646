package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.rollout.Observed.OfRouters;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Apply;
import io.podspan.peeringservice.peering.rollout.RolloutAction.ChangeNode;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckGates;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckNode;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckPause;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckTurn;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Prepare;
import io.podspan.peeringservice.peering.rollout.RolloutAction.RestartPod;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Restore;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Fence;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives one rollout: asks the machine what is next, does it, and keeps what came of it before it
 * goes on. Its creator calls {@link #turn} from one thread.
 */
public final class RolloutOwner {
  /** A strategy may have to wait for days, for a node that is away. */
  private static final Duration BETWEEN_RESTORES = Duration.ofSeconds(5);

  /** How often it is kept what the gates of its nodes wait for: the next look finds it again. */
  private static final Duration BETWEEN_WAITS = Duration.ofSeconds(1);

  private final Routers routers;
  private final RolloutWorld world;
  private final RolloutJournal journal;
  private final Clock clock;
  private final BooleanSupplier mayAct;
  private final Instant drivenSince;

  /** As it is in Postgres. */
  private Rollout kept;

  /** The same, with what its gates wait for now. */
  private Rollout rollout;

  private Instant restoreAgainAt = Instant.MIN;
  private Instant keepWaitsAt = Instant.MIN;

  /** One that may always act. */
  public RolloutOwner(
      Rollout rollout, Routers routers, RolloutWorld world, RolloutJournal journal, Clock clock) {
    this(rollout, routers, world, journal, clock, () -> true);
  }

  /**
   * @param mayAct asked before each action, and before each request that changes the cluster;
   *     without it nothing is done
   */
  public RolloutOwner(
      Rollout rollout,
      Routers routers,
      RolloutWorld world,
      RolloutJournal journal,
      Clock clock,
      BooleanSupplier mayAct) {
    this.mayAct = mayAct;
    this.kept = rollout;
    this.rollout = rollout;
    this.routers = routers;
    this.world = world;
    this.journal = journal;
    this.clock = clock;
    this.drivenSince = clock.instant();
  }

  public Rollout rollout() {
    return rollout;
  }

  /**
   * One step of the rollout, or one of each node under way. It goes on from what is kept: an
   * operator may have steered it since.
   *
   * @return whether it has to wait before the next one
   */
  public boolean turn() {
    Sight sight = world.sight(kept);
    if (!sight.rollout().equals(kept)) {
      kept = sight.rollout();
      rollout = kept;
    }
    if (rollout.held() != null && clock.instant().isBefore(restoreAgainAt)) {
      return true;
    }
    restoreAgainAt = clock.instant().plus(BETWEEN_RESTORES);
    boolean wait = true;
    boolean first = true;
    for (RolloutAction action : RolloutMachine.actions(rollout)) {
      if (mayAct.getAsBoolean() && RolloutMachine.actions(rollout).contains(action)) {
        // The one before may have taken long.
        Sight now = first ? sight : world.sight(kept);
        if (!now.rollout().equals(kept)) {
          // Somebody steered it since: what is next follows from that.
          return false;
        }
        wait &= take(action, now);
        first = false;
      }
    }
    return wait;
  }

  private boolean take(RolloutAction action, Sight sight) {
    Observed observed = perform(action, sight);
    Turn turn =
        RolloutMachine.after(rollout, action, observed, new Moment(clock.instant(), drivenSince));
    Rollout next = turn.rollout();
    if (!next.equals(kept) && !mayWait(turn)) {
      journal.record(kept, next, turn.facts());
      kept = next;
      keepWaitsAt = clock.instant().plus(BETWEEN_WAITS);
    }
    rollout = next;
    return turn.again();
  }

  /** Whether it may be kept later: nothing is lost with it but how long a gate has waited. */
  private boolean mayWait(Turn turn) {
    return clock.instant().isBefore(keepWaitsAt)
        && turn.facts().isEmpty()
        && turn.rollout().differsOnlyInGates(kept);
  }

  private Observed perform(RolloutAction action, Sight sight) {
    return Fence.around(mayAct, () -> performed(action, sight));
  }

  private Observed performed(RolloutAction action, Sight sight) {
    try {
      Cluster cluster = sight.cluster();
      return switch (action) {
        case CheckTurn _ -> new Observed.Ahead(world.ahead(rollout));
        case CheckReflectors _ -> reflectors();
        case Prepare _ -> rollout.unwritten() ? alone(() -> prepare(cluster)) : prepare(cluster);
        case Apply(RouterChange change, boolean back) -> write(cluster, change, back);
        case CheckNode(RouterChange change, String node) ->
            unlessEdited(
                cluster,
                change,
                node,
                () ->
                    new OfRouters(
                        driver(cluster).checkNode(cluster.access(), change, node),
                        sight.snapshot(node)));
        case ChangeNode(RouterChange change, String node) ->
            isGone(cluster, node)
                ? new OfRouters(new RouterOutcome.Gone())
                : unlessEdited(
                    cluster,
                    change,
                    node,
                    () ->
                        new OfRouters(driver(cluster).changeNode(cluster.access(), change, node)));
        case RestartPod(RouterChange change, String node, String pod, String uid) ->
            isGone(cluster, node)
                ? new OfRouters(new RouterOutcome.Gone())
                : unlessEdited(
                    cluster, change, node, () -> restart(cluster, change, node, pod, uid));
        case CheckGates(NodeTurn.Gating turn) ->
            cluster.nodes().stream()
                .filter(node -> node.name().equals(turn.node()))
                .findFirst()
                .map(node -> gates(sight, node, turn))
                .orElseGet(() -> new OfRouters(new RouterOutcome.Gone()));
        case CheckPause _ -> new Observed.Waited();
        case Restore(RouterChange change) ->
            rollout.held() == null
                ? unlessEdited(cluster, change, null, () -> restore(cluster, change))
                : heldRestore(cluster, change);
      };
    } catch (ByHandException e) {
      return new Observed.ByHand(e.commands());
    } catch (ClusterFaultException e) {
      return new Observed.Unavailable(e.fault());
    }
  }

  private Observed reflectors() {
    List<String> behind = world.reflectorsBehind(rollout);
    return behind.isEmpty()
        ? alone(() -> new Observed.Reflectors(behind))
        : new Observed.Reflectors(behind);
  }

  /** The routers of a cluster are changed by one rollout at a time. */
  private Observed alone(Supplier<Observed> step) {
    List<String> others = world.underWay(rollout);
    return others.isEmpty() ? step.get() : new Observed.Occupied(others);
  }

  private Observed restart(
      Cluster cluster, RouterChange change, String node, String pod, String uid) {
    return new OfRouters(driver(cluster).restartNode(cluster.access(), change, node, pod, uid));
  }

  /**
   * Before anything is done, what was written has to be there still.
   *
   * @param node to which it is done; null if it is done to all
   */
  private Observed unlessEdited(
      Cluster cluster, RouterChange change, @Nullable String node, Supplier<Observed> step) {
    String written = rollout.waves().written();
    if (written == null || change.isEmpty()) {
      return step.get();
    }
    String found = found(cluster, change, node);
    return written.equals(found) ? step.get() : new Observed.Edited(found);
  }

  /** How the routers' configuration looks now; null if the driver does not say. */
  private @Nullable String found(Cluster cluster, RouterChange change, @Nullable String node) {
    List<String> done = rollout.nodes(NodeStep.Status.VERIFIED);
    RouterDriver driver = driver(cluster);
    return (node == null
            ? driver.written(cluster.access(), change, done)
            : driver.writtenAt(cluster.access(), change, done, node))
        .orElse(null);
  }

  /** The cluster is kept current: a node that left it holds no other up. */
  private static boolean isGone(Cluster cluster, String node) {
    return cluster.nodes().stream().noneMatch(n -> n.name().equals(node));
  }

  /** One that is held hinders no other, so another one may be under way. */
  private Observed heldRestore(Cluster cluster, RouterChange change) {
    return world.isOutdated(rollout)
        // The rollout that came after it decides what the routers have.
        ? new OfRouters(new RouterOutcome.Restored())
        : alone(() -> unlessEdited(cluster, change, null, () -> restore(cluster, change)));
  }

  private Observed restore(Cluster cluster, RouterChange change) {
    List<Node> late = rollout.late(cluster.takingPart());
    if (!late.isEmpty()) {
      return new Observed.Late(late);
    }
    List<String> away = away(cluster);
    RouterOutcome.OfRestore restored = driver(cluster).restore(cluster.access(), change, away);
    if (restored instanceof RouterOutcome.Held && endsWithout(away)) {
      return new OfRouters(new RouterOutcome.Restored());
    }
    return new OfRouters(
        restored instanceof RouterOutcome.Restored && takesAway(cluster)
            ? swept(cluster)
            : restored);
  }

  /** A late node that is away again comes later once more. Others that come wait for none. */
  private boolean endsWithout(List<String> away) {
    return rollout.onlyLate() && !rollout.backwards() && !away.isEmpty();
  }

  private List<String> away(Cluster cluster) {
    return rollout.nodes(NodeStep.Status.LEFT_OUT).stream().filter(cluster::has).toList();
  }

  /** Commands in pods are not for a cluster that is changed by hand. */
  private boolean takesAway(Cluster cluster) {
    return !cluster.access().byHand() && leaves();
  }

  private boolean leaves() {
    return switch (rollout.direction()) {
      case LEAVE -> true;
      case JOIN -> rollout.backwards();
      // With a reflector at each time, BGP itself takes the routes away.
      case CHANGE -> false;
    };
  }

  /** A router that starts without its peer leaves the routes in the kernel that it had from it. */
  private RouterOutcome.OfRestore swept(Cluster cluster) {
    LeftRoutes left = world.leftRoutes(rollout);
    if (left.isEmpty()) {
      return new RouterOutcome.Restored();
    }
    Set<String> nodes = cluster.nodes().stream().map(Node::name).collect(Collectors.toSet());
    return driver(cluster)
        .removeRoutes(cluster.access(), nodes, left)
        .<RouterOutcome.OfRestore>map(
            why ->
                new RouterOutcome.Held(
                    "Kernels of "
                        + cluster.name()
                        + " may still have routes to the clusters that it left: "
                        + why,
                    "Bring these nodes and their router pods back, or delete the nodes. The routes"
                        + " are removed by themselves then."))
        .orElseGet(RouterOutcome.Restored::new);
  }

  private RouterDriver driver(Cluster cluster) {
    return routers.of(cluster.cni());
  }

  private Observed write(Cluster cluster, RouterChange change, boolean back) {
    if (change.isEmpty()) {
      return new Observed.Written(null);
    }
    Access access = cluster.access();
    RouterDriver driver = driver(cluster);
    RouterOutcome.OfWrite outcome =
        back ? driver.revert(access, change) : driver.apply(access, change);
    return switch (outcome) {
      case RouterOutcome.Applied _ ->
          new Observed.Written(found(cluster, back ? change.takenBack() : change, null));
      case RouterOutcome.Conflict _ when rollout.anyTouched() && !back ->
          new Observed.Edited(found(cluster, change, null));
      case RouterOutcome.Conflict _, RouterOutcome.Refused _ -> new OfRouters(outcome);
    };
  }

  private Observed prepare(Cluster cluster) {
    RouterReading reading = driver(cluster).read(cluster.access());
    return switch (reading.plan(world.aim(rollout))) {
      case Planning.Planned(RouterChange change, _) ->
          new Observed.Prepared(
              change,
              labelled(cluster),
              reading.mostUnavailable(cluster.takingPart().size()).orElse(null));
      case Planning.Unplannable(String detail, String nextStep) ->
          new Observed.Refusal(detail, nextStep);
    };
  }

  private List<String> labelled(Cluster cluster) {
    return rollout.strategy().canary() instanceof Strategy.Canary.Labelled(var labels)
        ? driver(cluster).nodesWith(cluster.access(), labels)
        : List.of();
  }

  private Observed gates(Sight sight, Node node, NodeTurn.Gating turn) {
    Cluster cluster = sight.cluster();
    String leftOut = node.leftOut();
    if (leftOut != null) {
      return new OfRouters(new RouterOutcome.Away(leftOut));
    }
    Observed.Gates gates =
        new Gates(rollout, sight.evidence(node.name()))
            .of(rollout.step(node.name()), turn)
            .withoutLost(name -> takesNoPart(cluster, name));
    return gates.missing().isEmpty() ? gates : gates.explained(complaints(cluster, node.name()));
  }

  /** They only explain: where they cannot be read, the gates say what they say. */
  private List<String> complaints(Cluster cluster, String node) {
    try {
      return driver(cluster).complaints(cluster.access(), rollout.directedChange(), node);
    } catch (ClusterFaultException e) {
      return List.of();
    }
  }

  /** A node that died or was deleted loses its session, and that stops no rollout. */
  private static boolean takesNoPart(Cluster cluster, String name) {
    return cluster.takingPart().stream().noneMatch(node -> node.name().equals(name));
  }
}
