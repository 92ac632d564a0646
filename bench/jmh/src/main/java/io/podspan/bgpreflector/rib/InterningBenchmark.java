package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.SampleRoutes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Attributes to their one object: among 100,000 sets, one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InterningBenchmark {
  private static final int SETS = 100_000;

  private final AttributeInterner interner = new AttributeInterner();
  private final PathAttributes[] known = new PathAttributes[SETS];
  private final PathAttributes[] unknown = new PathAttributes[SETS];
  private int next;

  public InterningBenchmark() {
    for (int i = 0; i < SETS; i++) {
      interner.acquire(SampleRoutes.ofInternet(i), 1);
      known[i] = SampleRoutes.ofInternet(i);
      unknown[i] = SampleRoutes.ofInternet(SETS + i);
    }
  }

  private int next() {
    next = next + 1 == SETS ? 0 : next + 1;
    return next;
  }

  /** Equal, but not the same object: found by hash and compared. */
  @Benchmark
  public PathAttributes acquireKnown() {
    PathAttributes attributes = known[next()];
    PathAttributes interned = interner.acquire(attributes, 1);
    interner.release(attributes, 1);
    return interned;
  }

  @Benchmark
  public PathAttributes acquireUnknownAndRelease() {
    PathAttributes attributes = unknown[next()];
    PathAttributes interned = interner.acquire(attributes, 1);
    interner.release(attributes, 1);
    return interned;
  }
}
