package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.Frames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row per step: two paths that differ in nothing earlier. */
class DecisionTest {
  private static final String PATH_65001 = "400206 0201 0000fde9";
  private static final String BASE = Frames.ORIGIN + PATH_65001 + Frames.NEXT_HOP;
  private static final RouteSource FIRST = client("192.0.2.11", "192.0.2.11");
  private static final RouteSource SECOND = client("192.0.2.12", "192.0.2.12");

  private static RouteSource client(String address, String routerId) {
    return Paths.source(RouteSource.Kind.CLIENT, address, routerId);
  }

  private static Path path(RouteSource source, String attributes) {
    return new Path(source, Paths.attributes(attributes));
  }

  static Stream<Arguments> steps() {
    RouteSource external = Paths.source(RouteSource.Kind.EXTERNAL, "192.0.2.12", "192.0.2.12");
    return Stream.of(
        Arguments.of(
            Reason.LOCALLY_ORIGINATED,
            new Path(RouteSource.local(1), Paths.via("192.0.2.1")),
            path(FIRST, BASE + "400504 000000ff")),
        Arguments.of(
            Reason.LOCAL_PREF,
            path(SECOND, BASE + "400504 000000c8"),
            path(FIRST, BASE + "400504 00000064")),
        Arguments.of(Reason.LOCAL_PREF, path(SECOND, BASE + "400504 00000065"), path(FIRST, BASE)),
        Arguments.of(
            Reason.AS_PATH_LENGTH,
            path(SECOND, Frames.ORIGIN + Frames.AS_PATH_EMPTY + Frames.NEXT_HOP),
            path(FIRST, BASE)),
        Arguments.of(
            Reason.AS_PATH_LENGTH,
            path(SECOND, Frames.ORIGIN + "40020a 0102 0000fde9 0000fdea" + Frames.NEXT_HOP),
            path(FIRST, Frames.ORIGIN + "40020a 0202 0000fde9 0000fdea" + Frames.NEXT_HOP)),
        Arguments.of(
            Reason.ORIGIN,
            path(SECOND, BASE),
            path(FIRST, "400101 02" + PATH_65001 + Frames.NEXT_HOP)),
        Arguments.of(Reason.MED, path(SECOND, BASE), path(FIRST, BASE + "800404 00000001")),
        Arguments.of(Reason.EXTERNAL, path(external, BASE), path(FIRST, BASE)),
        Arguments.of(Reason.ROUTER_ID, path(FIRST, BASE), path(SECOND, BASE)),
        Arguments.of(
            Reason.ROUTER_ID,
            path(SECOND, BASE + "800904 c0000201 800a04 01010101"),
            path(FIRST, BASE)),
        Arguments.of(
            Reason.CLUSTER_LIST_LENGTH,
            path(SECOND, BASE + "800904 c0000201 800a04 01010101"),
            path(FIRST, BASE + "800904 c0000201 800a08 01010101 02020202")),
        Arguments.of(
            Reason.PEER_ADDRESS,
            path(client("192.0.2.11", "192.0.2.9"), BASE),
            path(client("192.0.2.12", "192.0.2.9"), BASE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void decidesAtTheStep(Reason reason, Path better, Path worse) {
    Decision.Outcome outcome = Decision.outcome(List.of(worse, better));

    assertThat(outcome)
        .isEqualTo(new Decision.Outcome(better, reason, List.of(new Decision.Lost(worse, reason))));
    assertThat(Decision.outcome(List.of(better, worse)).best()).isEqualTo(better);
    assertThat(Decision.best(new Path[] {worse, better}, 2)).isEqualTo(better);
    assertThat(Decision.best(new Path[] {better, worse}, 2)).isEqualTo(better);
  }

  @Test
  void medMeansNothingBetweenDifferentNeighbours() {
    Path first = path(FIRST, BASE + "800404 00000009");
    Path second = path(SECOND, Frames.ORIGIN + "400206 0201 0000fdea" + Frames.NEXT_HOP);

    assertThat(Decision.outcome(List.of(first, second)).reason()).isEqualTo(Reason.ROUTER_ID);
    assertThat(Decision.outcome(List.of(second, first)).best()).isEqualTo(first);
  }

  @Test
  void theOutcomeDoesNotDependOnTheOrderOfArrival() {
    // RFC 3345: B beats A by MED, C beats B by identifier, A beats C by identifier.
    Path a = path(client("192.0.2.1", "192.0.2.1"), BASE + "800404 00000002");
    Path b = path(client("192.0.2.3", "192.0.2.3"), BASE + "800404 00000001");
    Path c =
        path(
            client("192.0.2.2", "192.0.2.2"),
            Frames.ORIGIN + "400206 0201 0000fdea" + Frames.NEXT_HOP);
    List<Path> paths = new ArrayList<>(List.of(a, b, c));
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(paths, random);
      assertThat(Decision.outcome(paths).best()).isEqualTo(c);
    }
  }

  @Test
  void theOnlyPathIsBest() {
    Path only = path(FIRST, BASE);

    assertThat(Decision.outcome(List.of(only)))
        .isEqualTo(new Decision.Outcome(only, Reason.ONLY_PATH, List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theShortWayAndTheOneWithReasonsAgree(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Path[] paths = new Path[1 + random.nextInt(8)];
      for (int p = 0; p < paths.length; p++) {
        paths[p] = randomPath(random, p);
      }
      assertThat(Decision.best(paths, paths.length))
          .isEqualTo(Decision.outcome(List.of(paths)).best());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aDestinationThatLooksAtChangesOnlyHasTheBestOfAll(long seed) {
    Random random = new Random(seed);
    RibShard shard = new RibShard();
    List<SourceRoutes> sources = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sources.add(shard.open(randomPath(random, i).source()));
    }
    for (int i = 0; i < 3_000; i++) {
      Destination destination = shard.destination(false, 10L << 56, 0, 8);
      SourceRoutes routes = sources.get(random.nextInt(6));
      if (random.nextInt(3) == 0) {
        shard.withdraw(routes, destination);
      } else {
        Path path = shard.beginUse(routes.source(), randomPath(random, 0).attributes());
        shard.announce(routes, destination, path);
        shard.endUse(path);
      }
      List<Path> all = destination.paths();
      assertThat(destination.best()).isEqualTo(all.isEmpty() ? null : Decision.outcome(all).best());
    }
  }

  /** Of few values each, so that many are equal up to some step. */
  private static Path randomPath(Random random, int number) {
    String asPath = String.format("400206 0201 0000fd%02x", 1 + random.nextInt(3));
    String med = String.format("800404 000000%02x", random.nextInt(3));
    String preference = random.nextInt(4) == 0 ? "400504 000000c8" : "";
    RouteSource.Kind kind =
        random.nextInt(4) == 0 ? RouteSource.Kind.EXTERNAL : RouteSource.Kind.CLIENT;
    return new Path(
        Paths.source(kind, "192.0.2." + (11 + number), "192.0.2." + (1 + random.nextInt(3))),
        Paths.attributes(Frames.ORIGIN + asPath + Frames.NEXT_HOP + med + preference));
  }
}
