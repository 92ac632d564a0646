package io.podspan.bgpreflector.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What has to be installed; testkit/daemons brings it. A test that lacks something says so. */
public final class Programs {
  /** FRR's bgpd, which has its name in common with OpenBGPD's. */
  static final String FRR_BGPD = "/usr/lib/frr/bgpd";

  private static final List<Path> FOLDERS =
      Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of).toList();

  /** BIRD 1.6, which cannot be installed beside BIRD 2; from the module, and from the root. */
  private static final List<Path> BIRD1 =
      Stream.of("../target/daemons/bird1/usr/sbin", "target/daemons/bird1/usr/sbin")
          .map(Path::of)
          .toList();

  /** GoBGP 4.8.0, compiled from its Go module; from the module, and from the root. */
  private static final List<Path> GOBGP4 =
      Stream.of("../target/daemons/gobgp4", "target/daemons/gobgp4").map(Path::of).toList();

  private static final List<String> OF_THE_LAB =
      List.of("gobgpd", "gobgp", "bird", "birdc", "vtysh", "bgpd", "bgpctl", "exabgp", "tshark");

  private Programs() {}

  /** Everything that the lab needs, root included. */
  public static void requireLab() {
    requireRoot();
    OF_THE_LAB.forEach(Programs::installed);
    require(Files.isExecutable(Path.of(FRR_BGPD)), "needs " + FRR_BGPD);
    ofBird1("bird6");
    ofGobgp4("gobgpd");
  }

  static void requireRoot() {
    require(Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward")), "needs root");
    installed("ip");
  }

  static String installed(String program) {
    return find(FOLDERS, program).orElseGet(() -> missing(program));
  }

  static String ofBird1(String program) {
    return find(BIRD1, program).orElseGet(() -> missing(program + " of BIRD 1.6"));
  }

  static String ofGobgp4(String program) {
    return find(GOBGP4, program).orElseGet(() -> missing(program + " of GoBGP 4.8.0"));
  }

  private static Optional<String> find(List<Path> folders, String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .map(place -> place.toAbsolutePath().normalize().toString())
        .findFirst();
  }

  private static String missing(String what) {
    require(false, "needs " + what + " (testkit/daemons brings it)");
    throw new IllegalStateException(what);
  }

  /** Skips the test when something is missing, fails it where all has to be there. */
  static void require(boolean holds, String what) {
    if (holds) {
      return;
    }
    System.err.println("SKIPPED LAB TEST: " + what);
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      throw new IllegalStateException(what);
    }
    Assumptions.abort(what);
  }
}
