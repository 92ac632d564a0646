package io.podspan.cli.machine;

import java.nio.file.Path;
import java.util.List;

/**
 * How everything is to run on this machine.
 *
 * @param data the one folder that holds all data, absolute
 * @param listen the address that the services listen on; Postgres and Kafka stay on loopback in any
 *     case
 * @param hosts names that the services go by besides localhost and addresses
 * @param ports who listens where
 * @param bgpAddresses the addresses that the reflector accepts sessions on
 * @param reflector the name that interconnects know the reflector by
 * @param jvmFlags flags for every JVM besides its own
 * @param caches what is done with AOT caches
 */
public record MachineConfig(
    Path data,
    String listen,
    List<String> hosts,
    PortPlan ports,
    List<String> bgpAddresses,
    String reflector,
    List<String> jvmFlags,
    Caches caches) {
  public MachineConfig {
    data = data.toAbsolutePath().normalize();
    hosts = List.copyOf(hosts);
    bgpAddresses = List.copyOf(bgpAddresses);
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** On loopback, with the usual ports. */
  public static MachineConfig in(Path data) {
    return new MachineConfig(
        data,
        "127.0.0.1",
        List.of(),
        PortPlan.with(java.util.Map.of()),
        List.of("127.0.0.1"),
        "reflector",
        List.of(),
        Caches.USE);
  }

  /** Where people and commands reach a service. */
  public String url(Service service) {
    return "http://" + reachable() + ":" + ports.of(service);
  }

  /** The token that commands use against these services. */
  public Path token() {
    return DataFolder.token(data);
  }

  /** An address that is listened on, for clients on this machine. */
  public String reachable() {
    return listen.equals("0.0.0.0") ? "127.0.0.1" : listen;
  }
}
