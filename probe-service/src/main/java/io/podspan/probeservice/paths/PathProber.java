package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.ends.Ends;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.Pods;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.SourcePods;
import io.podspan.probeservice.measure.SourceView.NotAsked;
import io.podspan.probeservice.measure.SourceView.Seen;
import io.podspan.probeservice.measure.SourceView.Unseen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures between two ends, on demand. Keeps nothing. */
public final class PathProber {
  /**
   * Only the ports of a Service lead to pods: nobody answers a ping of its address, or a node does.
   */
  private static final Set<PathKind> NOT_FOR_SERVICES = Set.of(PathKind.ICMP, PathKind.MTU);

  private final Ends ends;
  private final Pods pods;
  private final PathPods paths;
  private final SourcePods sources;
  private final Supplier<World> world;
  private final IntSupplier ports;

  /**
   * @param ports where the next pod is to listen
   */
  public PathProber(
      Ends ends,
      Pods pods,
      PathPods paths,
      SourcePods sources,
      Supplier<World> world,
      IntSupplier ports) {
    this.ends = ends;
    this.pods = pods;
    this.paths = paths;
    this.sources = sources;
    this.world = world;
    this.ports = ports;
  }

  /** Both ends, and a result of each kind. Blocks. */
  public PathAnswer measure(PathQuestion question) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Lookup> to =
          CompletableFuture.supplyAsync(() -> ends.find(question.to()), threads);
      Sight from = Sight.of(question.from(), ends.find(question.from()));
      return between(question, from, Sight.of(question.to(), to.join()), threads);
    }
  }

  /**
   * What was found under a name.
   *
   * @param why null when it was found
   */
  private record Sight(End end, @Nullable Why why) {
    static Sight of(EndName name, Lookup lookup) {
      return switch (lookup) {
        case Lookup.Found(End end) -> new Sight(end, null);
        case Lookup.Absent(Why why) -> new Sight(End.unresolved(name), why);
        case Lookup.NotKnown(Why why) -> new Sight(End.unresolved(name), why);
      };
    }
  }

  private PathAnswer between(PathQuestion question, Sight from, Sight to, ExecutorService threads) {
    Source source =
        from.why() == null ? Source.of(from.end(), pods) : new Source.Cannot(from.why());
    return switch (source) {
      case Source.Cannot(Why why) ->
          new PathAnswer(from.end(), to.end(), null, null, none(question.kinds(), why));
      case Source.Runs(ProbePod pod) -> {
        String cluster = String.valueOf(from.end().cluster());
        Target target =
            to.why() == null
                ? Target.of(to.end(), pod, cluster, world.get())
                : new Target.Nowhere(to.why());
        yield switch (target) {
          case Target.Nowhere(Why why) ->
              new PathAnswer(from.end(), to.end(), pod, null, none(question.kinds(), why));
          case Target.At(IpAddress address) ->
              new PathAnswer(
                  from.end(),
                  to.end(),
                  pod,
                  address,
                  all(question, cluster, pod, to.end(), address, threads));
        };
      }
    };
  }

  private static List<PathResult> none(Set<PathKind> kinds, Why why) {
    return kinds.stream().map(kind -> PathResult.notMeasured(kind, why)).toList();
  }

  private List<PathResult> all(
      PathQuestion question,
      String cluster,
      ProbePod pod,
      End to,
      IpAddress address,
      ExecutorService threads) {
    CompletableFuture<PathResult> source =
        question.kinds().contains(PathKind.SOURCE)
            ? CompletableFuture.supplyAsync(() -> source(cluster, pod, to, address), threads)
            : CompletableFuture.completedFuture(
                PathResult.notMeasured(PathKind.SOURCE, Obstacles.tooLate()));
    Set<PathKind> others = EnumSet.copyOf(question.kinds());
    others.remove(PathKind.SOURCE);
    Map<PathKind, PathResult> results = new EnumMap<>(PathKind.class);
    if (Target.isService(to, address, world.get())) {
      for (PathKind kind : NOT_FOR_SERVICES) {
        results.put(kind, PathResult.notMeasured(kind, Obstacles.service(to)));
        others.remove(kind);
      }
    }
    if (!others.isEmpty()) {
      results.putAll(
          paths.measure(cluster, pod, address, others, question.port(), question.name()));
    }
    results.put(PathKind.SOURCE, source.join());
    List<PathResult> asked = new ArrayList<>();
    for (PathKind kind : question.kinds()) {
      asked.add(results.getOrDefault(kind, PathResult.notMeasured(kind, Obstacles.tooLate())));
    }
    return asked;
  }

  /**
   * @param address the one that was checked: an end may have others, of the other family
   */
  private PathResult source(String cluster, ProbePod from, End to, IpAddress address) {
    if (!to.isPod() || !(Source.pod(to, address) instanceof Source.Runs(ProbePod listener))) {
      return PathResult.notMeasured(PathKind.SOURCE, Obstacles.noListener(to));
    }
    String other = String.valueOf(to.cluster());
    return switch (sources.view(cluster, from, other, listener, ports.getAsInt())) {
      case Unseen(String why) -> PathResult.notMeasured(PathKind.SOURCE, Obstacles.unseen(why));
      case NotAsked(var cause) -> PathResult.notMeasured(PathKind.SOURCE, Why.of(cause));
      case Seen(IpAddress seen) ->
          new PathResult(
              PathKind.SOURCE,
              PathResult.State.REACHED,
              seen.equals(from.address()) ? null : Obstacles.masqueraded(to, seen, from),
              null,
              null,
              seen,
              seen.equals(from.address()) ? "the pod's own address" : null);
    };
  }
}
