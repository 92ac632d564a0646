package io.podspan.cli.machine;

import io.podspan.embedded.process.PortTakenException;
import io.podspan.embedded.process.Ports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who listens on which TCP port.
 *
 * @param ports name of the listener to port: the modules of the services, {@code postgres}, {@code
 *     kafka}, {@code kafka-controller} and {@code bgp}
 */
public record PortPlan(Map<String, Integer> ports) {
  public static final String POSTGRES = "postgres";
  public static final String KAFKA = "kafka";
  public static final String CONTROLLER = "kafka-controller";
  public static final String BGP = "bgp";

  private static final Map<String, Integer> DEFAULTS = defaults();

  public PortPlan {
    ports = Map.copyOf(ports);
  }

  /**
   * The usual ports, except those that are named.
   *
   * @throws IllegalArgumentException when a name is unknown, a number is no port, or two listeners
   *     share one
   */
  public static PortPlan with(Map<String, Integer> chosen) {
    Map<String, Integer> ports = new LinkedHashMap<>(DEFAULTS);
    chosen.forEach(
        (name, port) -> {
          if (!DEFAULTS.containsKey(name)) {
            throw new IllegalArgumentException(
                "nothing listens under the name %s; known are %s"
                    .formatted(name, String.join(", ", DEFAULTS.keySet())));
          }
          if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                port + " for " + name + " is no port from 1 to 65535");
          }
          ports.put(name, port);
        });
    if (new TreeSet<>(ports.values()).size() < ports.size()) {
      throw new IllegalArgumentException("two listeners share a port: " + ports);
    }
    return new PortPlan(ports);
  }

  /** Free ports for everything. */
  public static PortPlan free() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    DEFAULTS.keySet().forEach(name -> ports.put(name, freeBut(ports)));
    return new PortPlan(ports);
  }

  public static List<String> names() {
    return List.copyOf(DEFAULTS.keySet());
  }

  public int of(String name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port for " + name);
    }
    return port;
  }

  public int of(Service service) {
    return of(service.module());
  }

  /**
   * Checks all ports at once: the user can free them in one go.
   *
   * @throws PortTakenException naming every taken port and who holds it
   */
  public void requireFree(String listen) {
    List<String> taken = new ArrayList<>();
    for (String name : DEFAULTS.keySet()) {
      // The reflector's own address may not exist yet; it checks its port itself.
      if (!name.equals(BGP)) {
        try {
          Ports.require(isService(name) ? listen : "127.0.0.1", of(name), name);
        } catch (PortTakenException e) {
          taken.add(e.getMessage());
        }
      }
    }
    if (!taken.isEmpty()) {
      throw new PortTakenException(
          String.join("\n", taken) + "\nstop it, or choose another port: --port NAME=NUMBER");
    }
  }

  private static Map<String, Integer> defaults() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      ports.put(service.module(), service.defaultPort());
    }
    ports.put(POSTGRES, 7432);
    ports.put(KAFKA, 7092);
    ports.put(CONTROLLER, 7093);
    ports.put(BGP, 1790);
    return ports;
  }

  private static boolean isService(String name) {
    return !List.of(POSTGRES, KAFKA, CONTROLLER).contains(name);
  }

  private static int freeBut(Map<String, Integer> taken) {
    int port = Ports.free();
    while (taken.containsValue(port)) {
      port = Ports.free();
    }
    return port;
  }
}
