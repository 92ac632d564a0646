package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.api.NodeDetail.ExpectedRoute;
import io.podspan.routecollector.api.RouteView.OnNode;
import io.podspan.routecollector.route.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteFoldTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final String PREFIX = "10.3.1.0/24";

  private static NodeDetail node(String name, String verdict) {
    return new NodeDetail(
        NodeSummary.of(NodeStatus.notReadYet("paris", name), Optional.empty(), false),
        List.of(),
        List.of(
            new ExpectedRoute(
                PREFIX, "192.0.2.31", List.of(), List.of(), verdict, "", "", null, null)),
        List.of(),
        List.of(),
        null);
  }

  private static RouteViews fold(boolean all) {
    RouteFold fold = new RouteFold(_ -> true, all);
    fold.add(node("paris-1", "installed"), NOW);
    fold.add(node("paris-2", "missing in FIB"), NOW);
    fold.add(node("paris-3", "unknown"), NOW);
    return fold.views();
  }

  @Test
  void aRouteIsCountedOverItsNodesAndThoseThatLackItAreNamed() {
    RouteView route = fold(false).routes().getFirst();
    assertThat(route.nodes()).isEqualTo(3);
    assertThat(List.of(route.installed(), route.missing(), route.unknown()))
        .containsExactly(1, 1, 1);
    assertThat(route.on()).extracting(OnNode::node).containsExactly("paris-2", "paris-3");
  }

  @Test
  void whoAsksForOnePrefixIsToldAllNodes() {
    assertThat(fold(true).routes().getFirst().on()).hasSize(3);
  }

  @Test
  void anAnswerIsBounded() {
    RouteFold fold = new RouteFold(_ -> true, true);
    for (int i = 0; i < 1_500; i++) {
      fold.add(node("n" + i, "installed"), NOW);
    }
    RouteViews views = fold.views();
    assertThat(views.cut()).isTrue();
    assertThat(views.routes().getFirst().nodes()).isEqualTo(1_500);
    assertThat(views.routes().getFirst().on()).hasSize(1_000);
  }

  @Test
  void aPrefixThatIsNotWantedIsLeftOut() {
    RouteFold fold = new RouteFold(prefix -> !prefix.equals(PREFIX), true);
    fold.add(node("paris-1", "installed"), NOW);
    assertThat(fold.views().routes()).isEmpty();
  }
}
