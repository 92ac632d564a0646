package io.podspan.cli.machine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The five services, and what is particular to each on one machine. */
public enum Service {
  REFLECTOR("bgp-reflector", 7082, null, "-Xmx192m"),
  PEERING("peering-service", 7081, "peering", "-Xmx96m"),
  COLLECTOR("route-collector", 7083, "collector", "-Xmx96m"),
  PROBES("probe-service", 7084, "probes", "-Xmx96m"),
  CONSOLE("console", 7080, "console", "-Xmx96m");

  private final String module;
  private final int defaultPort;
  private final @Nullable String schema;
  private final String heap;

  Service(String module, int defaultPort, @Nullable String schema, String heap) {
    this.module = module;
    this.defaultPort = defaultPort;
    this.schema = schema;
    this.heap = heap;
  }

  /** The Maven module, which is also its name for people. */
  public String module() {
    return module;
  }

  public int defaultPort() {
    return defaultPort;
  }

  /** Its schema and login role in Postgres; the reflector has neither. */
  public Optional<String> schema() {
    return Optional.ofNullable(schema);
  }

  /**
   * One machine favours a quick start and little memory over peak speed; containers choose
   * otherwise.
   */
  public List<String> jvmFlags() {
    return List.of(
        heap,
        "-Xms24m",
        "-XX:MaxNewSize=12m",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:TieredStopAtLevel=1",
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=25",
        "-XX:+ExitOnOutOfMemoryError",
        // A request does not wait behind what computes on the few threads below virtual ones.
        "-Djdk.virtualThreadScheduler.parallelism=8",
        // It would be in /tmp.
        "-XX:-UsePerfData",
        "-Dio.netty.allocator.numHeapArenas=1",
        "-Dio.netty.allocator.numDirectArenas=1",
        "-Dio.netty.allocator.maxOrder=6",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }
}
