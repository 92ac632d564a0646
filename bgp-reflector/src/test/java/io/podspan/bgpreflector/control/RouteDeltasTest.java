package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.events.RibEvent.RoutesReflected;
import io.podspan.events.RouteEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteDeltasTest {
  private static final Prefix PREFIX = Prefix.of("10.1.0.0/24");
  private static final Path PARIS =
      new Path(Paths.client("192.0.2.11", "paris"), Paths.via("192.0.2.11"));
  private static final Path LONDON =
      new Path(Paths.client("192.0.2.21", "london"), Paths.via("192.0.2.21"));

  private final RouteDeltas deltas = new RouteDeltas("reflector");

  private void change(Path before, Path after) {
    deltas.add(List.of(new BestChange(PREFIX, before, after)));
  }

  @Test
  void saysWhatCameAndHowManyThereAre() {
    change(null, PARIS);

    assertThat(deltas.drain())
        .containsExactly(
            new RoutesReflected(
                "reflector",
                "paris",
                List.of(new RouteEntry("10.1.0.0/24", "192.0.2.11")),
                List.of(),
                1));
    assertThat(deltas.drain()).isEmpty();
  }

  @Test
  void theLastOfSeveralChangesCounts() {
    change(null, PARIS);
    change(PARIS, null);

    assertThat(deltas.drain())
        .containsExactly(
            new RoutesReflected("reflector", "paris", List.of(), List.of("10.1.0.0/24"), 0));
  }

  @Test
  void aPrefixThatMovesLeavesOneClusterAndComesToTheOther() {
    change(null, PARIS);
    deltas.drain();

    change(PARIS, LONDON);

    assertThat(deltas.drain())
        .containsExactly(
            new RoutesReflected(
                "reflector",
                "london",
                List.of(new RouteEntry("10.1.0.0/24", "192.0.2.21")),
                List.of(),
                1),
            new RoutesReflected("reflector", "paris", List.of(), List.of("10.1.0.0/24"), 0));
  }

  @Test
  void ourOwnRoutesAreNobodys() {
    change(null, new Path(RouteSource.local(1), Paths.via("192.0.2.1")));

    assertThat(deltas.drain()).isEmpty();
  }
}
