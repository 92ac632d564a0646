package io.podspan.cli;

import io.podspan.cli.machine.Caches;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.PortPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that run everything on this machine. */
final class MachineOption {
  static final String LOOPBACK = "127.0.0.1";

  /** From the script: times count from the moment the user pressed Enter. */
  private static final String BEGIN = "PODSPAN_STARTED_AT_MILLIS";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "The folder for all data; only one run may use it at a time; default: .podspan/up or .podspan/demo.")
  @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = LOOPBACK,
      description = {
        "The address that the services' HTTP ports listen on; default: ${DEFAULT-VALUE}.",
        "Reads from other machines need a token, and so does every change; there is no TLS. Postgres and Kafka stay",
        "on 127.0.0.1."
      })
  String listen;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      split = ",",
      description =
          "A name by which the services are reached besides localhost and addresses; may be repeated.")
  List<String> hosts = List.of();

  @Option(
      names = "--port",
      paramLabel = "NAME=NUMBER",
      description = {
        "Another port for one listener, such as console=8080; may be repeated. Names and defaults:",
        "console=7080 peering-service=7081 bgp-reflector=7082 route-collector=7083 probe-service=7084",
        "postgres=7432 kafka=7092 kafka-controller=7093 bgp=1790"
      })
  Map<String, Integer> ports = Map.of();

  /**
   * @param kind what runs in it: a demo does not share a folder with clusters of one's own
   */
  Path folder(String kind) {
    return data == null
        ? Installation.current().root().resolve(".podspan").resolve(kind)
        : data.toAbsolutePath().normalize();
  }

  MachineConfig config(String kind, List<String> bgpAddresses, Map<String, Integer> usual) {
    Map<String, Integer> chosen = new HashMap<>(usual);
    chosen.putAll(ports);
    return new MachineConfig(
        folder(kind),
        listen,
        hosts,
        PortPlan.with(chosen),
        bgpAddresses,
        "reflector",
        List.of(),
        Caches.USE);
  }

  /** When the command began: the script's start if it passed it. */
  static Instant begin(Clock clock) {
    String millis = System.getenv(BEGIN);
    return millis == null || !millis.matches("\\d{10,15}")
        ? clock.instant()
        : Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
