package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.kubernetes.MeasureOutput.Section;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections to a port, as bash, nc, curl and python3 tell of them. */
final class ConnectOutput {
  private static final Pattern STATUS =
      Pattern.compile("HTTP(?:/\\d(?:\\.\\d)?)? ([1-5]\\d\\d)\\b");

  /**
   * What {@code timeout} ends with when it ended a program; that of BusyBox before 1.30 the other.
   */
  private static final int TIMED_OUT = 124;

  private static final int TERMINATED = 143;
  private static final int CURL_TIMED_OUT = 28;

  /** A strange answer, an empty one, and one that broke off. */
  private static final Set<Integer> CURL_CONNECTED = Set.of(8, 52, 56);

  /** The end before a line, and the end before the request (SIGPIPE). */
  private static final Set<Integer> BASH_CONNECTED = Set.of(1, 141);

  private ConnectOutput() {}

  /**
   * @param pod as namespace/name
   */
  static PathResult tcp(Section section, String pod, IpAddress to, int port) {
    return section.code() == 0
        ? PathResult.reached(PathKind.TCP, "port " + port + " accepts connections")
        : failed(PathKind.TCP, section, pod, to, port);
  }

  /** Any status is an answer. */
  static PathResult http(Section section, String pod, IpAddress to, int port) {
    Matcher status = STATUS.matcher(section.said());
    if (status.find()) {
      return PathResult.reached(PathKind.HTTP, "HTTP " + status.group(1));
    }
    return section.code() == 0
        ? PathResult.unreached(PathKind.HTTP, noHttp(to, port))
        : failed(PathKind.HTTP, section, pod, to, port);
  }

  private static PathResult failed(
      PathKind kind, Section section, String pod, IpAddress to, int port) {
    String said = section.said().toLowerCase(Locale.ROOT);
    String target = to + " port " + port;
    if (said.lines().anyMatch(line -> line.startsWith("timeout: "))) {
      // The program of that name, which could not run the tool.
      return PathResult.notMeasured(kind, MeasureOutput.toolUnusable(pod, section));
    }
    if (said.contains("refused")) {
      return PathResult.unreached(kind, refused(target));
    }
    if (said.contains("no route") || said.contains("unreachable")) {
      return PathResult.unreached(kind, noRoute(target));
    }
    if (said.contains("timed out") || said.contains("timeout") || isTimeOut(section)) {
      return PathResult.unreached(kind, timedOut(target));
    }
    if (said.contains("reset")) {
      return PathResult.unreached(kind, reset(target));
    }
    if (said.contains("could not connect") || said.contains("failed to connect")) {
      return PathResult.unreached(kind, failedToConnect(target, section));
    }
    return kind == PathKind.HTTP && isConnected(section, said)
        ? PathResult.unreached(kind, noHttp(to, port))
        : PathResult.notMeasured(kind, MeasureOutput.toolUnusable(pod, section));
  }

  /**
   * Whether the tool failed after it had connected: at an answer that is no HTTP, as that of a port
   * with TLS, or at none.
   */
  private static boolean isConnected(Section section, String said) {
    return switch (section.tool()) {
      case "curl" -> said.contains("http/0.9") || CURL_CONNECTED.contains(section.code());
      // bash says why it cannot connect, and nothing of what it cannot read or write after that.
      case "bash" -> said.isBlank() && BASH_CONNECTED.contains(section.code());
      default -> false;
    };
  }

  private static boolean isTimeOut(Section section) {
    return section.tool().equals("curl")
        ? section.code() == CURL_TIMED_OUT
        : section.code() == TIMED_OUT || section.code() == TERMINATED;
  }

  private static Why refused(String target) {
    return new Why(
        "connection-refused",
        target + " refuses connections",
        "Check that something listens there, and that no policy rejects them.");
  }

  private static Why timedOut(String target) {
    return new Why(
        "connection-timed-out",
        target + " does not answer within 3 s",
        "Compare with a ping of the same address: where that answers, look for a firewall or"
            + " NetworkPolicy that drops.");
  }

  private static Why noRoute(String target) {
    return new Why(
        "no-route",
        target + " is unreachable: there is no route, or a router or firewall says so",
        "Check the routes of both nodes.");
  }

  private static Why reset(String target) {
    return new Why(
        "connection-reset",
        target + " resets the connection",
        "Look at the program that listens there, and at proxies between.");
  }

  private static Why failedToConnect(String target, Section section) {
    return new Why(
        "connection-failed",
        "no connection to " + target + ": " + MeasureOutput.word(section),
        "Compare with kind tcp at the same port, and with a ping.");
  }

  private static Why noHttp(IpAddress to, int port) {
    return new Why(
        "no-http",
        to + " port " + port + " accepts connections, and does not answer in HTTP",
        "Check that the port is that of an HTTP server without TLS.");
  }
}
