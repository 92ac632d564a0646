package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.addresses.IpAddress;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.reason.NotMeasured.AccessUnusable;
import io.podspan.events.reason.NotMeasured.ClusterUnknown;
import io.podspan.events.reason.NotMeasured.CommandFailed;
import io.podspan.events.reason.NotMeasured.ExecBroken;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.NoContainer;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.reason.NotMeasured.Stopping;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.kubernetes.ExecPlaces.Purpose;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathPods;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One exec call for all kinds of a measurement. */
@ApplicationScoped
public class KubernetesPathPods implements PathPods {
  private static final int LARGEST_OUTPUT = 32 << 10;

  private final Supplier<World> world;
  private final ClusterClients clients;
  private final ExecPlaces places;

  @Inject
  public KubernetesPathPods(IntentFollower intent, ClusterClients clients, ExecPlaces places) {
    this(intent::world, clients, places);
  }

  KubernetesPathPods(Supplier<World> world, ClusterClients clients, ExecPlaces places) {
    this.places = places;
    this.world = world;
    this.clients = clients;
  }

  @Override
  public Map<PathKind, PathResult> measure(
      String cluster,
      ProbePod from,
      IpAddress to,
      Set<PathKind> kinds,
      int port,
      @Nullable String name) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return none(kinds, Why.of(new ClusterUnknown(cluster)));
    }
    try {
      KubernetesClient client = clients.client(state.access());
      @Nullable ExecOutcome outcome =
          places.run(
              cluster,
              Purpose.MEASUREMENT,
              () ->
                  PodExec.run(
                      client,
                      new PodContainer(from.namespace(), from.name(), from.container()),
                      MeasureScript.atMost(kinds),
                      LARGEST_OUTPUT,
                      MeasureScript.command(to, port, name, kinds)));
      if (outcome == null) {
        return none(kinds, Why.of(new ProberBusy(places.atOnce())));
      }
      return switch (outcome) {
        case ExecOutcome.Finished(int code, String stdout, String _) when code == 0 ->
            MeasureOutput.parse(stdout, from.path(), to, kinds, port, name);
        case ExecOutcome.Finished(int code, String _, String stderr) ->
            none(kinds, failed(cluster, from, code, PingOutput.bounded(stderr)));
        case ExecOutcome.Failed(ExecOutcome.Cause cause, String reason) ->
            none(kinds, notRun(cluster, from, kinds, cause, reason));
      };
    } catch (UnusableAccessException e) {
      String said = e.getMessage() == null ? "the access is unusable" : e.getMessage();
      return none(kinds, Why.of(new AccessUnusable(cluster, said, e.nextStep())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none(kinds, Why.of(new Stopping()));
    }
  }

  private static Map<PathKind, PathResult> none(Set<PathKind> kinds, Why why) {
    Map<PathKind, PathResult> results = new EnumMap<>(PathKind.class);
    kinds.forEach(kind -> results.put(kind, PathResult.notMeasured(kind, why)));
    return results;
  }

  private static Why failed(String cluster, ProbePod from, int code, String said) {
    return Why.of(new CommandFailed(cluster, from.path(), code, said));
  }

  private static Why notRun(
      String cluster, ProbePod from, Set<PathKind> kinds, ExecOutcome.Cause cause, String reason) {
    return switch (cause) {
      case FORBIDDEN -> ExecRights.forbidden(cluster, from);
      case NO_CONTAINER -> Why.of(new NoContainer(cluster, from.path(), from.container()));
      case TIMEOUT ->
          Why.of(new ExecTimedOut(cluster, from.path(), MeasureScript.atMost(kinds).toMillis()));
      case UNREACHABLE, TOO_MUCH_OUTPUT ->
          Why.of(new ExecBroken(cluster, from.path(), PingOutput.bounded(reason)));
    };
  }
}
