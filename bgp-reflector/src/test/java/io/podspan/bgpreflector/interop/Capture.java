package io.podspan.bgpreflector.interop;

import io.podspan.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All BGP traffic of the reflector's leg, and what tshark says of our half of it. */
final class Capture {
  private static final String OURS =
      "(ip.src == " + Fabric.HOST + " || ipv6.src == " + Fabric.HOST_V6 + ")";

  private final Path file;
  private final Process dumpcap;

  private Capture(Path file, Process dumpcap) {
    this.file = file;
    this.dumpcap = dumpcap;
  }

  static Capture start(Fabric fabric, Path folder) {
    Path file = folder.resolve("bgp.pcapng");
    Path log = folder.resolve("dumpcap.log");
    Programs.installed("tshark");
    Process dumpcap =
        fabric.besides(
            log,
            Programs.installed("dumpcap"),
            "-q",
            "-i",
            Fabric.LEG,
            "-f",
            "tcp port 179",
            "-w",
            file.toString());
    // It says so once it captures.
    Patience.await().until(() -> Files.exists(log) && Files.readString(log).contains("File: "));
    return new Capture(file, dumpcap);
  }

  void stop() throws InterruptedException {
    dumpcap.destroy();
    if (!dumpcap.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("dumpcap does not end");
    }
  }

  /** UPDATEs that we sent and tshark understood. */
  long updatesSent() {
    return tshark("-Y", "bgp.type == 2 && " + OURS, "-T", "fields", "-e", "bgp.type")
        .lines()
        .flatMap(line -> List.of(line.split(",")).stream())
        .filter("2"::equals)
        .count();
  }

  /**
   * Warnings and errors about BGP in what we sent. What TCP is warned of (a connection that was
   * reset, when a daemon is killed) is not about us.
   */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    String severity = "";
    for (String line : tshark("-q", "-z", "expert,warn," + OURS).lines().toList()) {
      if (line.startsWith("Errors") || line.startsWith("Warns")) {
        severity = line.split(" ")[0];
      } else if (line.matches("\\s*\\d+\\s+\\S+\\s+BGP\\s.*")) {
        complaints.add(severity + ": " + line.strip());
      }
    }
    return complaints;
  }

  private String tshark(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.installed("tshark")));
    command.addAll(List.of("-n", "-r", file.toString()));
    command.addAll(List.of(arguments));
    return Fabric.output(command);
  }
}
