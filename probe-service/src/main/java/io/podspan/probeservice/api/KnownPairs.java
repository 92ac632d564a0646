package io.podspan.probeservice.api;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.world.World;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.OneWay;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all joined pairs at one moment. A round that is too long ago says nothing of
 * now, whatever is asked for. Pure.
 *
 * @param joined both directions, sorted by names
 * @param last the last round of each, however old
 * @param fresh how long a round holds
 */
record KnownPairs(
    List<ClusterPair> joined, Map<ClusterPair, PairState> last, Instant now, Duration fresh) {

  static KnownPairs of(World world, Collection<PairState> all, Instant now, Duration fresh) {
    Map<ClusterPair, PairState> last = new HashMap<>();
    all.forEach(known -> last.put(known.clusters(), known));
    return new KnownPairs(
        world.joinedPairs().stream()
            .map(pair -> new ClusterPair(pair.getKey(), pair.getValue()))
            .toList(),
        last,
        now,
        fresh);
  }

  Matrix matrix() {
    List<PairState> holding = joined.stream().flatMap(pair -> holding(pair).stream()).toList();
    return new Matrix(
        joined.stream().map(this::view).toList(),
        OneWay.failing(holding).stream()
            .map(pair -> new Matrix.OneWayView(pair.from(), pair.to()))
            .toList());
  }

  NodeMatrix nodes() {
    List<PairState> holding = joined.stream().flatMap(pair -> holding(pair).stream()).toList();
    return new NodeMatrix(
        holding.stream()
            .flatMap(
                known ->
                    known.last().nodes().stream()
                        .map(nodes -> NodeMatrix.NodePairView.of(known, nodes, fresh)))
            .toList(),
        joined.stream().flatMap(this::notMeasured).toList(),
        OneWay.failingNodes(holding).stream().map(KnownPairs::oneWay).toList());
  }

  private static NodeMatrix.OneWayView oneWay(OneWay.NodeWay way) {
    return new NodeMatrix.OneWayView(
        way.clusters().from(), way.fromNode(), way.clusters().to(), way.toNode());
  }

  PairView view(ClusterPair pair) {
    @Nullable PairState known = last.get(pair);
    return known == null ? PairView.unmeasured(pair) : PairView.of(known, now, fresh);
  }

  private Optional<PairState> holding(ClusterPair pair) {
    return Optional.ofNullable(last.get(pair)).filter(known -> known.isFresh(now, fresh));
  }

  private Stream<NodeMatrix.NotMeasuredView> notMeasured(ClusterPair pair) {
    boolean whole = holding(pair).map(PairState::last).filter(KnownPairs::isWhole).isPresent();
    return whole
        ? Stream.empty()
        : Stream.of(new NodeMatrix.NotMeasuredView(pair.from(), pair.to(), view(pair).why()));
  }

  /** Whether it has nodes, and none is left out silently: where no ping failed, all were sent. */
  private static boolean isWhole(Verdict verdict) {
    return !verdict.nodes().isEmpty()
        && (verdict.state() == Reachability.REACHABLE || verdict.reachable() < verdict.pairs());
  }
}
