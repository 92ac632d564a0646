package io.podspan.bgpreflector.rib;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.SampleRoutes;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The best of several paths: of nodes that announce the same service, which are equal until the
 * router id, and of routes of the Internet, which mostly differ before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final int MOST = 200;

  private final Path[] ofNodes = paths(SampleRoutes::ofNode);
  private final Path[] ofInternet = paths(SampleRoutes::ofInternet);

  private static Path[] paths(IntFunction<PathAttributes> attributes) {
    Path[] paths = new Path[MOST];
    for (int i = 0; i < MOST; i++) {
      // The best is neither the first nor the last.
      int node = (i * 7 + MOST / 2) % MOST;
      IpAddress address = IpAddress.ofIpv4(SampleRoutes.node(node));
      RouteSource source =
          new RouteSource(RouteSource.Kind.CLIENT, address, SampleRoutes.node(node), "");
      paths[i] = new Path(source, attributes.apply(node));
    }
    return paths;
  }

  @Benchmark
  public @Nullable Path twoNodes() {
    return Decision.best(ofNodes, 2);
  }

  @Benchmark
  public @Nullable Path twentyNodes() {
    return Decision.best(ofNodes, 20);
  }

  @Benchmark
  public @Nullable Path twoHundredNodes() {
    return Decision.best(ofNodes, MOST);
  }

  @Benchmark
  public @Nullable Path twentyOfInternet() {
    return Decision.best(ofInternet, 20);
  }
}
