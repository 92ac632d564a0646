package io.podspan.routecollector.bmp;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.podspan.lab.network.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * GoBGP and FRR in network namespaces of their own, with a session between them, in which both send
 * path identifiers for IPv4. FRR announces 10.70.2.0/24 and 2001:db8:70:2::/64.
 */
final class RealRouters implements AutoCloseable {
  static final String STATION = "198.18.78.1";
  static final String GOBGP = "198.18.78.11";
  static final String FRR = "198.18.78.12";
  static final int PORT = 11078;

  private static final String FRR_BGPD = "/usr/lib/frr/bgpd";
  private static final String BRIDGE = "bmpit0";
  private static final String GOBGP_SPACE = "bmpit-gobgp";
  private static final String FRR_SPACE = "bmpit-frr";

  private static final String GOBGP_CONFIG =
      """
      [global.config]
        as = 65001
        router-id = "198.18.78.11"
      [[neighbors]]
        [neighbors.config]
          neighbor-address = "198.18.78.12"
          peer-as = 65001
        [[neighbors.afi-safis]]
          [neighbors.afi-safis.config]
            afi-safi-name = "ipv4-unicast"
          [neighbors.afi-safis.add-paths.config]
            receive = true
            send-max = 8
        [[neighbors.afi-safis]]
          [neighbors.afi-safis.config]
            afi-safi-name = "ipv6-unicast"
      """;

  private static final String FRR_CONFIG =
      """
      hostname frr-1
      router bgp 65001
       bgp router-id 198.18.78.12
       no bgp default ipv4-unicast
       neighbor 198.18.78.11 remote-as 65001
       neighbor 198.18.78.11 timers connect 1
       bmp targets podspan
        bmp stats interval 1000
        bmp monitor ipv4 unicast pre-policy
        bmp monitor ipv4 unicast post-policy
        bmp monitor ipv6 unicast post-policy
        bmp connect 198.18.78.1 port 11078 min-retry 500 max-retry 1000
       exit
       address-family ipv4 unicast
        network 10.70.2.0/24
        neighbor 198.18.78.11 activate
        neighbor 198.18.78.11 addpath-tx-all-paths
       exit-address-family
       address-family ipv6 unicast
        network 2001:db8:70:2::/64
        neighbor 198.18.78.11 activate
       exit-address-family
      """;

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();

  private RealRouters(Path folder) {
    this.folder = folder;
  }

  static RealRouters up() {
    requireMachine();
    RealRouters routers = new RealRouters(temporary());
    routers.removeNetwork();
    routers.network();
    routers.start(GOBGP_SPACE, "gobgpd", "-f", routers.file("gobgp.toml", GOBGP_CONFIG));
    String config = routers.file("frr.conf", FRR_CONFIG);
    String folder = routers.folder.toString();
    routers.start(
        FRR_SPACE,
        FRR_BGPD,
        "-M",
        "bmp",
        "-f",
        config,
        "-Z",
        "-S",
        "-P",
        "0",
        "-i",
        folder + "/pid",
        "--vty_socket",
        folder);
    return routers;
  }

  private static void requireMachine() {
    boolean root = Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"));
    String lacks =
        Stream.of("ip", "gobgpd", "gobgp", FRR_BGPD)
            .filter(program -> !Command.finds(program))
            .findFirst()
            .orElse(root ? "" : "root");
    if (lacks.isEmpty()) {
      return;
    }
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      fail("PODSPAN_REQUIRE_LAB is set, and this machine lacks " + lacks);
    }
    System.err.println("SKIPPED LAB TEST: needs " + lacks);
    abort("needs " + lacks);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("bmpit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void network() {
    ip("link", "add", BRIDGE, "type", "bridge");
    ip("addr", "add", STATION + "/24", "dev", BRIDGE);
    ip("link", "set", BRIDGE, "up");
    join(GOBGP_SPACE, "bmpit1", GOBGP);
    join(FRR_SPACE, "bmpit2", FRR);
  }

  private void join(String space, String link, String address) {
    ip("netns", "add", space);
    ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space);
    ip("link", "set", link, "master", BRIDGE, "up");
    ip("-n", space, "addr", "add", address + "/24", "dev", "eth0");
    ip("-n", space, "link", "set", "lo", "up");
    ip("-n", space, "link", "set", "eth0", "up");
  }

  private void removeNetwork() {
    Command.of("ip", "netns", "del", GOBGP_SPACE).run();
    Command.of("ip", "netns", "del", FRR_SPACE).run();
    Command.of("ip", "link", "del", BRIDGE).run();
  }

  private static void ip(String... arguments) {
    Command.of(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new))
        .require("");
  }

  private void start(String space, String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", space, program));
    all.addAll(List.of(arguments));
    try {
      daemons.add(
          Command.builder(all)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(folder.resolve(space + ".log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of GoBGP's client. */
  Command.Result gobgp(String... arguments) {
    return in(
        GOBGP_SPACE,
        Stream.concat(Stream.of("gobgp"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Sends octets to the station from FRR's address. */
  void says(String octets) {
    in(FRR_SPACE, "bash", "-c", "printf '" + octets + "' >/dev/tcp/" + STATION + "/" + PORT);
  }

  private static Command.Result in(String space, String... command) {
    return Command.of(
            Stream.concat(Stream.of("ip", "netns", "exec", space), Stream.of(command))
                .toArray(String[]::new))
        .run();
  }

  void killGobgp() {
    daemons.getFirst().destroyForcibly();
  }

  @Override
  public void close() {
    daemons.forEach(Process::destroyForcibly);
    removeNetwork();
  }
}
