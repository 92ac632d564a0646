package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Set;
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

/** Bytes to UPDATE and back: a node's one route, and a message full of prefixes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  /** What fits into 4096 octets. */
  private static final int FULL = 990;

  private static final WireOptions OPTIONS =
      new WireOptions(true, false, Set.of(AddressFamily.IPV4_UNICAST));

  private final Message one =
      Message.Update.announce(SampleRoutes.ofNode(1), SampleRoutes.prefixes(1, 1));
  private final Message full =
      Message.Update.announce(SampleRoutes.ofInternet(1), SampleRoutes.prefixes(1, FULL));
  private final ByteBuf oneFrame = Unpooled.wrappedBuffer(MessageEncoder.encode(one, OPTIONS));
  private final ByteBuf fullFrame = Unpooled.wrappedBuffer(MessageEncoder.encode(full, OPTIONS));
  private final PathAttributes attributes = SampleRoutes.ofInternet(1);
  private final ByteBuf out = Unpooled.buffer(256);

  @Benchmark
  public Decoded decodeOneRoute() {
    return MessageDecoder.decode(oneFrame, OPTIONS, true);
  }

  @Benchmark
  public Decoded decode990Routes() {
    return MessageDecoder.decode(fullFrame, OPTIONS, true);
  }

  @Benchmark
  public byte[] encodeOneRoute() {
    return MessageEncoder.encode(one, OPTIONS);
  }

  @Benchmark
  public byte[] encode990Routes() {
    return MessageEncoder.encode(full, OPTIONS);
  }

  @Benchmark
  public ByteBuf writeReflectedAttributes() {
    out.clear();
    attributes.writeReflected(out, 1, 2, OPTIONS);
    return out;
  }
}
