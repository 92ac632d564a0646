package io.podspan.embedded.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** TCP ports of this machine. Any thread may ask. */
public final class Ports {
  /** The state LISTEN in /proc/net/tcp, include/net/tcp_states.h. */
  private static final String LISTEN = "0A";

  private static final int LOWEST = 20_000;

  /** As Linux has it by default, net.ipv4.ip_local_port_range. */
  private static final int LOWEST_OF_CONNECTIONS = 32_768;

  private static final int ATTEMPTS = 100;

  /** What this process was given: who asks for two before it listens on the first gets two. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port on which no process listens now, another one at each call, outside the range that the
   * kernel gives to connections. A port from that range could be taken before the caller listens. A
   * client that waits for its server could even get it and connect to itself.
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OF_CONNECTIONS);
      if (refusal("0.0.0.0", port).isEmpty() && holder(port).isEmpty() && GIVEN.add(port)) {
        return port;
      }
    }
    throw new StartFailedException(
        "no free port between " + LOWEST + " and " + LOWEST_OF_CONNECTIONS);
  }

  /**
   * Makes sure that the port can be listened on.
   *
   * @param listen the address to listen on
   * @param port 1 to 65535
   * @param purpose what wants it, for the message
   * @throws PortTakenException naming who holds it
   */
  public static void require(String listen, int port, String purpose) {
    Optional<String> refusal = refusal(listen, port);
    if (refusal.isPresent()) {
      throw new PortTakenException(
          "port %d, wanted for %s, is taken by %s"
              .formatted(port, purpose, holder(port).orElse("somebody (" + refusal.get() + ")")));
    }
  }

  /** Pid and command line of the process that listens on the port; empty if none or unknown. */
  public static Optional<String> holder(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> listeners(Path.of(table), port).stream())
        .flatMap(inode -> ProcessTable.holding(inode).stream())
        .findFirst()
        .map(ProcessTable::describe);
  }

  /** Whether a process accepts connections there. */
  public static boolean answers(String address, int port) {
    try (java.net.Socket socket = new java.net.Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<String> refusal(String listen, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: old connections in TIME_WAIT do not matter.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listen, port), 1);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<Long> listeners(Path table, int port) {
    String suffix = ":%04X".formatted(port);
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(f -> f.length > 9 && f[1].endsWith(suffix) && f[3].equals(LISTEN))
          .map(fields -> Long.parseLong(fields[9]))
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
