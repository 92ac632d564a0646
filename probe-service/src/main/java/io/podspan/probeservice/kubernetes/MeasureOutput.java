package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MeasureScript} printed. The text comes from a pod and may hold anything: each kind
 * that was asked for gets a result and no other one does.
 *
 * <p>A tool that is missing, or that fails for a reason of its own, has measured nothing.
 */
final class MeasureOutput {
  private static final Pattern HEAD =
      Pattern.compile("^== (icmp|tcp|http|dns|mtu) ([a-z0-9]{1,10}) (\\d{1,3})$");

  /**
   * One kind's part of the output.
   *
   * @param tool that measured; {@code none} where the image has none
   * @param code its exit code
   */
  record Section(String tool, int code, String said) {}

  private MeasureOutput() {}

  /**
   * @param pod as namespace/name
   * @param port of tcp and http
   * @param name of dns
   */
  static Map<PathKind, PathResult> parse(
      String output,
      String pod,
      IpAddress to,
      Set<PathKind> kinds,
      int port,
      @Nullable String name) {
    Map<PathKind, Section> sections = sections(output);
    Map<PathKind, PathResult> results = new EnumMap<>(PathKind.class);
    for (PathKind kind : kinds) {
      Section section = sections.get(kind);
      results.put(
          kind,
          section == null
              ? PathResult.notMeasured(kind, silent(pod, output))
              : section.tool().equals("none")
                  ? PathResult.notMeasured(kind, lacks(pod, kind))
                  : read(kind, section, pod, to, port, name));
    }
    return results;
  }

  private static PathResult read(
      PathKind kind, Section section, String pod, IpAddress to, int port, @Nullable String name) {
    return switch (kind) {
      case ICMP -> EchoOutput.read(section, pod, to);
      case TCP -> ConnectOutput.tcp(section, pod, to, port);
      case HTTP -> ConnectOutput.http(section, pod, to, port);
      case DNS -> DnsOutput.read(section, pod, String.valueOf(name));
      case MTU -> MtuOutput.read(section, pod, to);
      case SOURCE -> PathResult.notMeasured(kind, silent(pod, ""));
    };
  }

  /** Of two sections of one kind the first holds. */
  private static Map<PathKind, Section> sections(String output) {
    Map<PathKind, Section> sections = new EnumMap<>(PathKind.class);
    @Nullable Matcher head = null;
    StringBuilder said = new StringBuilder();
    for (String line : (Iterable<String>) output.lines()::iterator) {
      Matcher next = HEAD.matcher(line);
      if (next.matches()) {
        keep(sections, head, said);
        head = next;
        said = new StringBuilder();
      } else {
        said.append(line).append('\n');
      }
    }
    keep(sections, head, said);
    return sections;
  }

  private static void keep(
      Map<PathKind, Section> sections, @Nullable Matcher head, StringBuilder said) {
    if (head != null) {
      Section section =
          new Section(head.group(2), Integer.parseInt(head.group(3)), said.toString());
      Optional<PathKind> kind = PathKind.of(head.group(1));
      kind.ifPresent(k -> sections.putIfAbsent(k, section));
    }
  }

  private static Why silent(String pod, String output) {
    return new Why(
        "no-result",
        "the command in " + pod + " printed no result: " + PingOutput.bounded(firstLine(output)),
        "Check that the pod's image has sh.");
  }

  private static Why lacks(String pod, PathKind kind) {
    return toolMissing(
        pod,
        switch (kind) {
          case ICMP, MTU -> "ping";
          case TCP -> "bash with timeout, nc, curl or python3";
          case HTTP -> "curl, bash with timeout, or nc";
          case DNS -> "getent or nslookup";
          case SOURCE -> "nc, perl or python3";
        });
  }

  static Why toolMissing(String pod, String tools) {
    return new Why(
        "tool-missing",
        "the image of " + pod + " lacks " + tools,
        "Measure from a pod whose image has it.");
  }

  /** A tool that failed for a reason of its own. */
  static Why toolUnusable(String pod, Section section) {
    return new Why(
        "tool-unusable",
        section.tool() + " in " + pod + " could not measure: " + word(section),
        "Measure from a pod whose image has another one.");
  }

  /** What a tool said, as one line. */
  static String word(Section section) {
    String line = firstLine(section.said());
    return line.isBlank() ? "it ended with " + section.code() : PingOutput.bounded(line);
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
