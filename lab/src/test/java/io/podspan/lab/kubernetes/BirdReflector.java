package io.podspan.lab.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A route reflector in the network of a rig, at the rig's own address: Debian's BIRD. It announces
 * one route, as if another cluster had it, and one that no cluster has.
 */
public final class BirdReflector implements AutoCloseable {
  /** The route that it announces. */
  public static final String ROUTE = "10.2.1.0/24";

  /** The route that belongs to nobody. */
  public static final String STRANGE_ROUTE = "203.0.113.0/24";

  private final Process bird;
  private final String socket;

  private BirdReflector(Process bird, String socket) {
    this.bird = bird;
    this.socket = socket;
  }

  /**
   * Starts it.
   *
   * @param folder for its files
   * @param node address of its one client
   */
  public static BirdReflector start(Rig rig, Path folder, String node) throws IOException {
    return start(rig, folder, List.of(node), "export where source = RTS_STATIC; next hop self", "");
  }

  /** Starts one that wants this password (TCP MD5) of its one client. */
  public static BirdReflector withPassword(Rig rig, Path folder, String node, String password)
      throws IOException {
    return start(
        rig,
        folder,
        List.of(node),
        "export where source = RTS_STATIC; next hop self",
        "password \"" + password + "\";");
  }

  /** Starts one that reflects between these nodes too, and leaves next hops as they are. */
  public static BirdReflector between(Rig rig, Path folder, List<String> nodes) throws IOException {
    return start(rig, folder, nodes, "export all; next hop keep", "");
  }

  private static BirdReflector start(
      Rig rig, Path folder, List<String> nodes, String export, String password) throws IOException {
    String clients =
        nodes.stream()
            .map(
                node ->
                    """
                    protocol bgp node%4$d {
                      local %1$s as 64512;
                      neighbor %2$s as 64512;
                      rr client; passive; graceful restart; %5$s
                      ipv4 { import all; %3$s; };
                    }
                    """
                        .formatted(rig.address(), node, export, nodes.indexOf(node), password))
            .collect(Collectors.joining());
    Path config =
        Files.writeString(
            folder.resolve("reflector.conf"),
            """
            router id %1$s;
            protocol device {}
            protocol static { ipv4; route %2$s blackhole; route %3$s blackhole; }
            """
                    .formatted(rig.address(), ROUTE, STRANGE_ROUTE)
                + clients);
    String socket = folder.resolve("reflector.ctl").toString();
    Process bird =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                "rig-" + rig.id(),
                "bird",
                "-f",
                "-c",
                config.toString(),
                "-s",
                socket)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("reflector.log").toFile())
            .start();
    return new BirdReflector(bird, socket);
  }

  /** What it knows, as it prints it. */
  public String routes() throws IOException {
    return show("route");
  }

  /** Its sessions, as it prints them. */
  public String sessions() throws IOException {
    return show("protocols");
  }

  private String show(String what) throws IOException {
    Process birdc =
        new ProcessBuilder(List.of("birdc", "-s", socket, "show", what))
            .redirectErrorStream(true)
            .start();
    return new String(birdc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Segments that its kernel did not take, because they had the signature of another password. */
  public long refusedSegments() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("/proc", Long.toString(bird.pid()), "net", "netstat")).stream()
            .filter(line -> line.startsWith("TcpExt:"))
            .toList();
    List<String> names = List.of(lines.getFirst().split(" "));
    return Long.parseLong(lines.get(1).split(" ")[names.indexOf("TCPMD5Failure")]);
  }

  @Override
  public void close() {
    bird.destroyForcibly();
  }
}
