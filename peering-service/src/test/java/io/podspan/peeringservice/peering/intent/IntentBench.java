package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.drift.HealingLimit;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.router.Routers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The use cases on fakes, with a clock that is moved by hand. Paris and Tokyo are registered. */
public final class IntentBench {
  final Cluster paris = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  final Cluster tokyo = Samples.cluster("tokyo", 3, Samples.CALICO);
  final FakeApi api = new FakeApi();
  final FakeIntent intent = new FakeIntent();
  final FakeRollouts rollouts = new FakeRollouts();
  final FakeObservations observations = new FakeObservations();
  final FakeDrifts drifts = new FakeDrifts();
  final FakeAnnouncer announcer = new FakeAnnouncer();
  final HandClock clock = new HandClock();
  NetworkLook network = NetworkLook.NONE;
  final List<String> started = new ArrayList<>();
  final Transaction transaction =
      new Transaction() {
        @Override
        public <T> T call(Supplier<T> work) {
          return work.get();
        }
      };
  final Interconnects interconnects =
      new Interconnects(
          new ClusterSurvey(api),
          (cluster, reflectors) -> network,
          intent,
          rollouts,
          observations,
          announcer,
          transaction,
          clock,
          Samples.POLICY,
          started::add);
  final InterconnectChanges changes =
      new InterconnectChanges(
          new ClusterSurvey(api),
          (cluster, reflectors) -> network,
          intent,
          rollouts,
          observations,
          intent,
          announcer,
          transaction,
          clock,
          Samples.POLICY,
          started::add);
  final Clusters clusters =
      new Clusters(api, intent, observations, announcer, transaction, clock, () -> {});
  final Reflectors reflectors =
      new Reflectors(intent, observations, new FakeKeys(), announcer, transaction, clock);
  final RolloutProgress progress =
      new RolloutProgress(
          intent,
          rollouts,
          observations,
          announcer,
          transaction,
          clock,
          Samples.POLICY,
          _ -> {},
          started::add);
  final ConditionRenewal renewal =
      new ConditionRenewal(intent, rollouts, observations, intent, drifts, announcer, transaction);
  final FakeLeftovers leftovers = new FakeLeftovers();
  final Routers routers =
      new Routers(
          List.of(new FakeDriver(Samples.KUBE_ROUTER, api), new FakeDriver(Samples.CALICO, api)));
  final ForcedWithdrawals forced =
      new ForcedWithdrawals(
          intent,
          rollouts,
          observations,
          leftovers,
          routers,
          announcer,
          transaction,
          clock,
          Samples.POLICY);
  final DriftWatch drift =
      new DriftWatch(
          intent,
          rollouts,
          drifts,
          routers,
          announcer,
          transaction,
          clock,
          new HealingLimit(3),
          Samples.POLICY,
          () -> {},
          started::add);

  public IntentBench() {
    register(paris);
    register(tokyo);
  }

  SteeredRollouts steered() {
    return new SteeredRollouts(
        intent, rollouts, announcer, transaction, clock, Samples.POLICY, started::add);
  }

  /** Those of other packages look at it so. */
  public Clusters clusters() {
    return clusters;
  }

  public DriftWatch drift() {
    return drift;
  }

  /** What was seen of an interconnect in a cluster; null if it was not looked at. */
  public @Nullable DriftState seen(String interconnect, String cluster) {
    return drifts.of(interconnect).get(cluster);
  }

  /** The API of a cluster answers no more. */
  public void away(String cluster) {
    api.away.add(cluster);
  }

  void register(Cluster cluster) {
    api.has(cluster);
    intent.save(Samples.known(cluster));
  }

  static InterconnectRequest request(String name, String... clusters) {
    return new InterconnectRequest(name, List.of(clusters), List.of(REFLECTOR));
  }

  public Interconnects.Outcome declare(String name, String... clusters) {
    return interconnects.declare(request(name, clusters), false);
  }

  /** Moves the newest rollout of a cluster there, as its owner would. */
  public Rollout move(String cluster, RolloutState state) {
    return move(cluster, state, step -> step);
  }

  /** The same; what became of its nodes. */
  private Rollout move(String cluster, RolloutState state, UnaryOperator<NodeStep> steps) {
    Rollout before = Rollout.last(rollouts.all, cluster).orElseThrow();
    Rollout moved =
        new Rollout(
                before.id(),
                before.interconnect(),
                before.revision(),
                before.cluster(),
                before.direction(),
                before.reflectors(),
                before.policy(),
                state,
                before.change(),
                before.steps().stream().map(steps).toList(),
                before.failure(),
                before.createdAt(),
                before.startedAt())
            .turningOver(before.turnover());
    Rollout after = before.onlyLate() ? moved.forLateNodes() : moved;
    progress.record(before, after, List.of());
    return after;
  }

  /** Its nodes were away when their turn came. */
  public void goesWithoutItsNodes(String cluster) {
    move(
        cluster,
        new RolloutState.Completed(clock.instant()),
        step ->
            new NodeStep(
                step.node(), step.address(), NodeStep.Status.LEFT_OUT, List.of(), null, null));
  }

  /** The routers have what the rollout was for. */
  public void complete(String cluster) {
    Rollout completed = move(cluster, new RolloutState.Completed(clock.instant()));
    List<String> flags = new ArrayList<>(Samples.FLAGS);
    completed.peersAfter().forEach(r -> flags.add("--peer-router-ips=" + r.address()));
    api.flags.put(cluster, flags);
  }
}
