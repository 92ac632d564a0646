package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.kubernetes.MeasureOutput.Section;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What getent and nslookup say of a name. */
final class DnsOutput {
  private static final int MOST_SHOWN = 8;

  private DnsOutput() {}

  /**
   * @param pod as namespace/name
   */
  static PathResult read(Section section, String pod, String name) {
    List<String> addresses =
        section.tool().equals("getent") ? getent(section) : nslookup(section.said());
    String said = section.said().toLowerCase(Locale.ROOT);
    if (!addresses.isEmpty()) {
      return PathResult.reached(PathKind.DNS, name + " is " + String.join(", ", addresses));
    }
    if (said.contains("servfail") || said.contains(": refused")) {
      return PathResult.unreached(PathKind.DNS, failing(pod, name));
    }
    if (said.contains("nxdomain") || said.contains("can't find") || said.contains("not known")) {
      return PathResult.unreached(PathKind.DNS, unknown(name));
    }
    if (said.contains("timed out")
        || said.contains("no servers could be reached")
        || said.contains("refused")
        || said.contains("no response")
        || section.code() == 124
        || section.code() == 143) {
      return PathResult.unreached(PathKind.DNS, noServer(pod, name));
    }
    return section.tool().equals("getent") && section.code() == 2
        ? PathResult.unreached(PathKind.DNS, unresolved(pod, name))
        : PathResult.notMeasured(PathKind.DNS, MeasureOutput.toolUnusable(pod, section));
  }

  /** Lines begin with an address, where it found any. */
  private static List<String> getent(Section section) {
    return section.code() != 0
        ? List.of()
        : shown(section.said().lines().map(line -> line.strip().split("\\s+", 2)[0]));
  }

  /**
   * The answer follows the address of the server that gave it. The exit code says nothing: that of
   * BusyBox asks for the name in each domain, and complains of those that lack it.
   */
  private static List<String> nslookup(String said) {
    int answer = said.indexOf("Name:");
    return answer < 0
        ? List.of()
        : shown(
            said.substring(answer)
                .lines()
                .filter(line -> line.startsWith("Address"))
                .map(
                    line ->
                        line.replaceFirst("^Address[^:]*:\\s*", "").strip().split("\\s", 2)[0]));
  }

  private static List<String> shown(Stream<String> words) {
    return words
        .flatMap(word -> IpAddress.parse(word).stream())
        .distinct()
        .limit(MOST_SHOWN)
        .map(IpAddress::toString)
        .toList();
  }

  private static Why unknown(String name) {
    return new Why(
        "name-unknown",
        "the name server knows no " + name,
        "Check the name: a Service is NAME.NAMESPACE.svc.cluster.local in its own cluster only.");
  }

  private static Why failing(String pod, String name) {
    return new Why(
        "name-server-fails",
        "the name server of " + pod + " fails when it is asked for " + name,
        "Check the cluster's DNS, and the name servers that it asks.");
  }

  private static Why noServer(String pod, String name) {
    return new Why(
        "name-server-silent",
        "no name server of " + pod + " answers for " + name,
        "Check the cluster's DNS, and /etc/resolv.conf of the pod.");
  }

  private static Why unresolved(String pod, String name) {
    return new Why(
        "name-unresolved",
        pod + " finds no address of " + name + "; getent does not say why",
        "Check the name, and the cluster's DNS.");
  }
}
