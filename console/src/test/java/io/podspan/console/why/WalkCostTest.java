package io.podspan.console.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Projection;
import io.podspan.console.overview.ClusterView;
import io.podspan.console.overview.Overview;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.reason.RouteReason;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.junit.jupiter.api.Test;

/** A walk looks at each node and each session a few times, and not once for each missing route. */
class WalkCostTest {
  private static final int NODES = 60;
  private static final int PASSES = 60;
  private int looks;

  private final class Counted<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> of;

    Counted(List<T> of) {
      this.of = of;
    }

    @Override
    public T get(int index) {
      looks++;
      return of.get(index);
    }

    @Override
    public int size() {
      return of.size();
    }
  }

  @Test
  void itGrowsWithTheNodesAndNotWithTheirSquare() {
    Projection projection = Projection.empty();
    List<Entry> entries = MemoryJournal.entries(allRoutesLack());
    entries.forEach(projection::apply);
    Overview overview = counted(Overview.of(projection, CURRENT));
    Known known =
        Known.of(
            entries.getLast().time(), overview, projection, End.parse("paris"), End.parse("tokyo"));
    looks = 0;
    assertThat(Focus.of(known)).isNotNull();
    assertThat(Walk.of(known).verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(looks).isPositive().isLessThan(PASSES * 2 * NODES);
  }

  private static final Freshness CURRENT = new Freshness(Freshness.State.CURRENT, 0, Scene.START);

  private Overview counted(Overview all) {
    return new Overview(
        all.sequence(),
        all.journal(),
        all.clusters().stream().map(this::counted).toList(),
        all.reflectors(),
        all.interconnects(),
        new Counted<>(all.sessions()),
        all.matrix(),
        all.rollouts());
  }

  private ClusterView counted(ClusterView all) {
    return new ClusterView(
        all.name(),
        all.cni(),
        all.cniVersion(),
        all.asn(),
        all.podCidrs(),
        all.serviceCidrs(),
        all.cautions(),
        all.since(),
        all.joinedWith(),
        new Counted<>(all.nodes()));
  }

  private static List<Event> allRoutesLack() {
    ClusterState paris = large(Scene.CLUSTERS.getFirst(), 1);
    ClusterState tokyo = large(Scene.CLUSTERS.getLast(), 3);
    List<Event> events = new ArrayList<>();
    events.add(new IntentEvent.ClusterRegisteredV1(paris));
    events.add(new IntentEvent.ClusterRegisteredV1(tokyo));
    events.add(new IntentEvent.InterconnectDeclared(Scene.EUROPE_ASIA));
    for (NodeState node : paris.nodes()) {
      for (NodeState other : tokyo.nodes()) {
        events.add(lacks(node, other));
      }
    }
    return events;
  }

  private static Event lacks(NodeState node, NodeState other) {
    return RouteEvent.RouteMissing.because(
        new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")),
        "paris",
        node.name(),
        new RouteEntry(other.podCidrs().getFirst(), other.address()),
        RouteEvent.Table.FIB);
  }

  private static ClusterState large(ClusterState of, int number) {
    List<NodeState> nodes = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(
          new NodeState(
              of.name() + "-" + i,
              "198.18." + number + "." + i,
              List.of("10." + number + "." + i + ".0/24")));
    }
    return new ClusterState(
        of.name(),
        of.cni(),
        of.cniVersion(),
        of.asn(),
        of.podCidrs(),
        of.serviceCidrs(),
        nodes,
        of.access());
  }
}
