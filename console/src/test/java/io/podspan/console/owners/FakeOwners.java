package io.podspan.console.owners;

import io.podspan.addresses.IpAddress;
import io.podspan.console.Scene;
import io.podspan.console.why.Answer;
import io.podspan.console.why.Cause;
import io.podspan.console.why.Checked;
import io.podspan.console.why.End;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Measurement;
import io.podspan.console.why.Owners;
import io.podspan.console.why.Reflected;
import io.podspan.console.why.Resolved;
import io.podspan.console.why.RouteInDoubt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Owners that say what a test gives them; all is well unless told otherwise. */
final class FakeOwners implements Owners {
  private final Map<String, Answer<Resolved>> ends = new ConcurrentHashMap<>();
  private final Map<String, List<Checked.Finding>> findings = new ConcurrentHashMap<>();
  private final Map<String, Checked.NextHop> nextHops = new ConcurrentHashMap<>();
  private final Map<String, List<String>> macs = new ConcurrentHashMap<>();
  private final Map<String, Measured> measured = new ConcurrentHashMap<>();
  final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
  boolean silent;

  /** How long a search for the path MTU takes. */
  Duration sizeTakes = Duration.ZERO;

  /** What reflectors say of routes. */
  Answer<Reflected> reflected =
      new Answer.Silent<>("reflector reflector does not answer within 2 s");

  private final CountDownLatch interrupted = new CountDownLatch(2);

  FakeOwners pod(String end, String address, String node) {
    return resolves(
        end,
        new Resolved(
            "Pod",
            end.split("/", 2)[0],
            "default",
            end.split("/", 2)[1],
            List.of(IpAddress.of(address)),
            node,
            "Running",
            false,
            List.of()));
  }

  FakeOwners resolves(String end, Resolved to) {
    ends.put(end, new Answer.Said<>(to, Scene.START));
    return this;
  }

  FakeOwners lacks(String end) {
    ends.put(end, new Answer.None<>("There is no pod " + end + ".", "List the pods."));
    return this;
  }

  /**
   * @param node its name, or its cluster and its name, or its name and where packets go: {@code
   *     paris-1 to 198.18.0.1}
   */
  FakeOwners finds(String node, String code, String text) {
    findings
        .computeIfAbsent(node, _ -> new ArrayList<>())
        .add(new Checked.Finding(new Cause(code, text, "Mend it."), List.of("a line")));
    return this;
  }

  /** The node hands packets to this neighbour, which has answered with this hardware address. */
  FakeOwners handsTo(String node, String address, String mac) {
    nextHops.put(node, new Checked.NextHop(address, "eth0", mac));
    return this;
  }

  /** The interfaces of the node have these hardware addresses. */
  FakeOwners hasMacs(String node, String... those) {
    macs.put(node, List.of(those));
    return this;
  }

  /** The kind has this state from the one end to the other. */
  FakeOwners measures(String from, String to, Measured result) {
    measured.put(from + " " + to + " " + result.kind(), result);
    return this;
  }

  @Override
  public Answer<Resolved> resolve(End end) {
    asked.add("resolve " + end.text());
    return silent || !ends.containsKey(end.text())
        ? new Answer.Silent<>("probe-service does not answer within 2 s")
        : ends.get(end.text());
  }

  @Override
  public Answer<Measurement> measure(End from, End to, List<String> kinds) {
    if (silent) {
      return new Answer.Silent<>("probe-service does not answer within 4 s");
    }
    if (kinds.contains("mtu")) {
      pause();
    }
    String way = from.text() + " " + to.text() + " ";
    List<Measured> results =
        kinds.stream().map(kind -> measured.getOrDefault(way + kind, well(kind))).toList();
    Optional<IpAddress> target =
        Optional.of(IpAddress.of(to.text().startsWith("paris") ? "10.1.0.77" : "10.3.1.77"));
    return new Answer.Said<>(new Measurement(target, results), Scene.START);
  }

  private void pause() {
    try {
      Thread.sleep(sizeTakes);
    } catch (InterruptedException _) {
      interrupted.countDown();
    }
  }

  /** Whether the searches of both directions were interrupted. */
  boolean givenUp() {
    try {
      return interrupted.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static Measured well(String kind) {
    return new Measured(
        kind,
        "REACHED",
        null,
        kind.equals("icmp") ? 210L : null,
        null,
        kind.equals("mtu") ? 1_500 : null,
        kind.equals("source") ? "10.1.0.5" : null);
  }

  private List<Checked.Finding> found(String cluster, String node, IpAddress destination) {
    return findings.getOrDefault(
        node + " to " + destination,
        findings.getOrDefault(cluster + "/" + node, findings.getOrDefault(node, List.of())));
  }

  @Override
  public Answer<Checked> check(
      String cluster,
      String node,
      IpAddress destination,
      @Nullable IpAddress source,
      @Nullable IpAddress pod) {
    asked.add("check " + node + " to " + destination + " from " + source + " pod " + pod);
    return silent
        ? new Answer.Silent<>("route-collector does not answer within 2 s")
        : new Answer.Said<>(
            new Checked(
                cluster,
                node,
                "FORWARDED",
                "sent on to 198.18.0.31 by eth0",
                1_500,
                nextHops.get(node),
                macs.getOrDefault(node, List.of()),
                found(cluster, node, destination),
                List.of()),
            Scene.START);
  }

  @Override
  public Answer<Reflected> reflected(RouteInDoubt route) {
    asked.add(
        "route %s from %s to %s of %s"
            .formatted(route.prefix(), route.origin(), route.address(), route.reflector()));
    return reflected;
  }
}
