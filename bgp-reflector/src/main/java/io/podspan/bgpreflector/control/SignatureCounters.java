package io.podspan.bgpreflector.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the kernel dropped because of signatures (TCP MD5), of all connections of this network
 * together. It tells nobody else, so these counters are how a wrong key is found.
 */
final class SignatureCounters {
  private static final Path NETSTAT = Path.of("/proc/self/net/netstat");
  private static final String TCP = "TcpExt: ";

  private SignatureCounters() {}

  /** Why a segment was dropped. */
  enum Cause {
    WRONG_KEY("TCPMD5Failure", "wrong-key"),
    NOT_SIGNED("TCPMD5NotFound", "not-signed"),
    NO_KEY_HERE("TCPMD5Unexpected", "no-key-here");

    private final String counter;
    private final String tag;

    Cause(String counter, String tag) {
      this.counter = counter;
      this.tag = tag;
    }

    String tag() {
      return tag;
    }
  }

  /** Not a number where the kernel does not say. */
  static double read(Cause cause) {
    try {
      return of(Files.readAllLines(NETSTAT), cause);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /**
   * @param lines of {@code /proc/net/netstat}: names, then numbers in the same order
   */
  static double of(List<String> lines, Cause cause) {
    List<List<String>> tcp =
        lines.stream()
            .filter(line -> line.startsWith(TCP))
            .map(line -> Arrays.asList(line.substring(TCP.length()).split(" ")))
            .toList();
    if (tcp.size() != 2) {
      return Double.NaN;
    }
    int at = tcp.getFirst().indexOf(cause.counter);
    String number = at < 0 || at >= tcp.get(1).size() ? "" : tcp.get(1).get(at);
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : Double.NaN;
  }
}
