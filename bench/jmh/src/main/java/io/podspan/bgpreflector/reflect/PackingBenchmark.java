package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.SampleRoutes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Changes to encoded messages, per route: of nodes, whose routes do not pack, and of one source
 * with few sets of attributes, whose routes do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackingBenchmark {
  private static final int ROUTES = 1000;
  private static final int REFLECTOR = 0x0AC8_0001;

  private final RibShard shard = new RibShard();
  private final Destination[] destinations = new Destination[ROUTES];
  private final Path[] eachItsOwn = paths(SampleRoutes::ofNode);
  private final Path[] oneForAll = paths(_ -> SampleRoutes.ofInternet(1));
  private final UpdatePacker packer =
      new UpdatePacker(
          new ReflectionRules(new LocalSpeaker(64512, REFLECTOR, REFLECTOR)),
          new ExportKey(
              RouteSource.Kind.CLIENT,
              true,
              Set.of(),
              new WireOptions(true, false, Set.of(AddressFamily.IPV4_UNICAST)),
              IpAddress.ofIpv4(REFLECTOR)),
          new EngineStatistics(),
          new NextHopOwners());

  public PackingBenchmark() {
    for (int i = 0; i < ROUTES; i++) {
      long high = (long) SampleRoutes.address(i) << 32;
      destinations[i] = shard.destination(false, high, 0, SampleRoutes.PREFIX_LENGTH);
    }
  }

  private Path[] paths(IntFunction<PathAttributes> attributes) {
    RouteSource source =
        new RouteSource(
            RouteSource.Kind.CLIENT,
            IpAddress.ofIpv4(SampleRoutes.node(0)),
            SampleRoutes.node(0),
            "");
    Path[] paths = new Path[ROUTES];
    for (int i = 0; i < ROUTES; i++) {
      paths[i] = shard.beginUse(source, attributes.apply(i));
    }
    return paths;
  }

  @Benchmark
  @OperationsPerInvocation(ROUTES)
  public long routesOfNodes() {
    return pack(eachItsOwn);
  }

  @Benchmark
  @OperationsPerInvocation(ROUTES)
  public long routesWithSharedAttributes() {
    return pack(oneForAll);
  }

  @Benchmark
  @OperationsPerInvocation(ROUTES)
  public long withdrawals() {
    GroupLog log = new GroupLog();
    for (int i = 0; i < ROUTES; i++) {
      packer.change(destinations[i], oneForAll[i], null, _ -> true);
    }
    return drain(log);
  }

  private long pack(Path[] paths) {
    GroupLog log = new GroupLog();
    for (int i = 0; i < ROUTES; i++) {
      packer.announce(destinations[i], paths[i]);
    }
    return drain(log);
  }

  private long drain(GroupLog log) {
    packer.drainTo(log);
    long octets = log.position();
    log.publish();
    log.close();
    return octets;
  }
}
