package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeLinks;
import io.podspan.routecollector.router.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How to read the main routing table of a node's kernel, and its interfaces. */
public final class KernelTable {
  private KernelTable() {}

  /**
   * The routes of one family: in JSON (iproute2 from 4.13), or as text where {@code ip} refuses
   * {@code -j} (older iproute2, BusyBox).
   */
  public static Question<List<KernelRoute>> main(IpFamily family) {
    List<List<String>> commands =
        family == IpFamily.IPV6
            ? List.of(
                List.of("ip", "-6", "-j", "route", "show"), List.of("ip", "-6", "route", "show"))
            : List.of(List.of("ip", "-j", "route", "show"), List.of("ip", "route", "show"));
    return new Question<>(commands, text -> KernelOutput.routes(family, text));
  }

  /** The interfaces with their addresses. Older rights of accounts allow this form alone. */
  public static Question<List<NodeLinks.Link>> links() {
    return Question.of(
        List.of("ip", "addr", "show"), text -> new Answer.Whole<>(LinkText.links(text)));
  }

  /** The rules that send packets to other tables before the main one. Older rights refuse it. */
  public static Question<List<RuleOutput.Rule>> rules(IpFamily family) {
    return Question.of(
        family == IpFamily.IPV6
            ? List.of("ip", "-6", "-j", "rule")
            : List.of("ip", "-4", "-j", "rule"),
        RuleOutput::rules);
  }

  /** The routes of all tables. Older rights refuse it. */
  public static Question<List<KernelRoute>> all(IpFamily family) {
    return Question.of(
        List.of("ip", family == IpFamily.IPV6 ? "-6" : "-4", "-j", "route", "show", "table", "all"),
        text -> KernelOutput.routes(family, text));
  }

  /** Where the tunnels lead to. Older rights refuse it. */
  public static Question<Map<String, String>> tunnels() {
    return Question.of(List.of("ip", "-d", "-j", "link"), TunnelOutput::remotes);
  }

  /** Which route packets to this address take. */
  public static Question<List<KernelRoute>> toward(IpAddress address) {
    IpFamily family = address.family();
    String to = address.toString();
    List<List<String>> commands =
        family == IpFamily.IPV6
            ? List.of(
                List.of("ip", "-6", "-j", "route", "get", to),
                List.of("ip", "-6", "route", "get", to))
            : List.of(List.of("ip", "-j", "route", "get", to), List.of("ip", "route", "get", to));
    return new Question<>(commands, text -> KernelOutput.routes(family, text));
  }

  /** What the kernel does with packets to an address, from the error that {@code ip} ends with. */
  public static Optional<KernelRoute> refusal(IpAddress address, String complaint) {
    String kind =
        complaint.contains("Invalid argument")
            ? "blackhole"
            : complaint.contains("Permission denied")
                ? "prohibit"
                : complaint.contains("No route to host") ? "unreachable" : "";
    return kind.isEmpty()
        ? Optional.empty()
        : Optional.of(new KernelRoute(address.asPrefix().toString(), null, null, kind));
  }
}
