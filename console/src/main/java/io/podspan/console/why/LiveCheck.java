package io.podspan.console.why;

import io.podspan.events.reason.PathReason;
import io.podspan.events.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps that the owners looked at for this question. */
final class LiveCheck {
  private static final String PROBES = "probe-service";
  private static final String COLLECTOR = "route-collector";

  /** Pings that were sent for this question. */
  static final String PING = "ping-now";

  static final String LEAVING = "kernel";
  static final String ARRIVING = "arrival";

  private static final String API_AWAY = "api-away";

  private static final String DEAD = "node-dead";

  /** What a dead node does to others. Its routes are withdrawn when its hold time is over. */
  private static final Set<String> OF_DEAD =
      Set.of("neighbour-unreachable", "no-route", "session-blocked", "reflector-has-not-said");

  /** They are wrong, and packets of pods pass while the routes stand. */
  private static final Set<String> STOP_NOTHING =
      Set.of(
          "router-stopped",
          "router-crash-loop",
          "router-hangs",
          "session-blocked",
          "session-key-wrong",
          "session-as-wrong",
          "reflector-stopped",
          "announces-nothing",
          "cidr-of-other-cluster",
          "clock-off",
          "masqueraded",
          "pings-lost",
          API_AWAY,
          "exec-refused");

  private LiveCheck() {}

  /** Whether a finding stops packets. */
  static boolean stops(Cause cause) {
    return !STOP_NOTHING.contains(cause.code());
  }

  /** What is wrong with a cluster, and so with each of its nodes. */
  static boolean isOfCluster(Cause cause) {
    return cause.code().equals(API_AWAY);
  }

  /** Whether a node was found dead. */
  static boolean isDead(Answer<Checked> node) {
    return node instanceof Answer.Said<Checked>(Checked said, var _)
        && said.findings().stream().anyMatch(finding -> finding.cause().code().equals(DEAD));
  }

  /** Whether it is what the death of the node that packets go to does. */
  static boolean isOfDead(Stage stage) {
    Cause cause = stage.cause();
    return cause != null && (OF_DEAD.contains(cause.code()) || cause.code().startsWith("origin-"));
  }

  /** What was seen on a node for this question. */
  static Evidence seen(String what, Instant at) {
    return Evidence.live(what, COLLECTOR, at);
  }

  /** Some packets take the right one of several next hops: an answer says nothing of the others. */
  private static final String SOME_PACKETS = "multipath-partly-wrong";

  static boolean isOfSomePackets(Cause cause) {
    return cause.code().equals(SOME_PACKETS);
  }

  /** The pod or Service of an end. */
  static List<Stage> end(Direction direction, Place place, Answer<Resolved> answer) {
    return !place.isOne()
        ? List.of()
        : List.of(
            switch (answer) {
              case Answer.Said(Resolved said, Instant at) -> end(direction, place, said, at);
              case Answer.None(String what, String _) ->
                  Stage.unknown(direction, "pod", what, List.of());
              case Answer.Silent(String why) ->
                  Stage.unknown(
                      direction,
                      "pod",
                      "where " + place.name() + " is could not be asked: " + why,
                      List.of());
            });
  }

  private static Stage end(Direction direction, Place place, Resolved said, Instant at) {
    String name = said.isService() ? "service" : "pod";
    String where =
        place.name()
            + (said.addresses().isEmpty() ? "" : " has " + said.addresses().getFirst())
            + (said.node() == null ? "" : ", runs on " + said.node())
            + (said.phase() == null ? "" : ", phase " + said.phase());
    List<Evidence> evidence = List.of(Evidence.live(where, PROBES, at));
    if (said.isService()) {
      return said.ready().isEmpty()
          ? fail(direction, name, new PathReason.NoEndpoints(place.name()), evidence)
          : Stage.pass(
              direction,
              name,
              place.name() + " leads to " + said.ready().size() + " pods that are ready",
              evidence);
    }
    return said.phase() != null && !said.phase().equals("Running")
        ? fail(
            direction,
            name,
            new PathReason.PodNotRunning(place.name(), "its phase is " + said.phase()),
            evidence)
        : Stage.pass(direction, name, where, evidence);
  }

  private static Stage fail(
      Direction direction, String name, Reason reason, List<Evidence> evidence) {
    return Stage.fail(direction, name, Cause.of(reason), evidence);
  }

  /**
   * What was seen on a node.
   *
   * @param name {@code kernel} where packets leave, {@code arrival} where they come to
   */
  static List<Stage> node(Direction direction, String name, Answer<Checked> answer) {
    return switch (answer) {
      case Answer.Said(Checked said, Instant at) -> node(direction, name, said, at);
      case Answer.None(String what, String _) ->
          List.of(Stage.unknown(direction, name, what, List.of()));
      case Answer.Silent(String why) ->
          List.of(
              Stage.unknown(
                  direction, name, "the node could not be looked at now: " + why, List.of()));
    };
  }

  /** Something that stops packets of a node to its reflector. */
  record OnTheWay(Cause cause, List<Evidence> evidence) {}

  /** What stops packets of a node to its reflector. */
  static Stream<OnTheWay> onTheWay(Live.Towards towards) {
    return towards.seen() instanceof Answer.Said<Checked>(Checked said, Instant at)
        ? said.findings().stream()
            .filter(finding -> stops(finding.cause()))
            .map(
                finding ->
                    new OnTheWay(
                        onTheWay(finding.cause(), towards.session()), evidence(finding, at)))
        : Stream.empty();
  }

  private static Cause onTheWay(Cause cause, SilentSession session) {
    return new Cause(
        cause.code(),
        "on %s, on the way to reflector %s (%s), %s"
            .formatted(session.node(), session.reflector(), session.address(), cause.text()),
        cause.toDo());
  }

  private static List<Evidence> evidence(Checked.Finding finding, Instant at) {
    return finding.evidence().stream().map(line -> seen(line, at)).toList();
  }

  private static List<Stage> node(Direction direction, String name, Checked said, Instant at) {
    List<Stage> stages = new ArrayList<>();
    for (Checked.Finding finding : said.findings()) {
      Cause cause =
          isOfCluster(finding.cause()) ? finding.cause() : finding.cause().on(said.node());
      List<Evidence> evidence = evidence(finding, at);
      stages.add(
          stops(cause)
              ? Stage.fail(direction, name, cause, evidence)
              : Stage.caution(direction, name, cause, evidence));
    }
    for (String unknown : said.unknown()) {
      stages.add(Stage.unknown(direction, name, "on " + said.node() + " " + unknown, List.of()));
    }
    if (stages.isEmpty()) {
      String way = said.way().isEmpty() ? said.outcome().toLowerCase(Locale.ROOT) : said.way();
      stages.add(
          Stage.pass(
              direction,
              name,
              said.node() + ": " + way,
              List.of(Evidence.live("the kernel of " + said.node() + ": " + way, COLLECTOR, at))));
    }
    return stages;
  }

  /** Whether the target answers now. */
  static List<Stage> ping(Direction direction, Live.Way way) {
    return measured(direction, way, way.ping());
  }

  /** Which packets pass, and whose address the target sees. */
  static List<Stage> size(Direction direction, Live.Way way) {
    return measured(direction, way, way.size());
  }

  private static List<Stage> measured(
      Direction direction, Live.Way way, Answer<Measurement> answer) {
    return switch (answer) {
      case Answer.Said(Measurement said, Instant at) ->
          said.results().stream().map(one -> measured(direction, way, one, at)).toList();
      case Answer.None(String what, String _) ->
          List.of(Stage.unknown(direction, "measure", what, List.of()));
      case Answer.Silent(String why) ->
          List.of(
              Stage.unknown(
                  direction, "measure", way.between() + " was not measured: " + why, List.of()));
    };
  }

  private static Stage measured(Direction direction, Live.Way way, Measured one, Instant at) {
    String text = "from " + way.between() + ": " + words(one);
    List<Evidence> evidence = List.of(Evidence.live(words(one), PROBES, at));
    String name = one.kind().equals(Measured.ICMP) ? PING : one.kind();
    Cause cause = one.cause() == null ? lost(one) : one.cause();
    if (one.isReached() && cause == null) {
      return Stage.pass(direction, name, text, evidence);
    }
    Cause why = cause == null ? new Cause("no-reply", text, "") : between(cause, way);
    return one.isUnreached() || (one.isReached() && stops(why))
        ? Stage.fail(direction, name, why, evidence)
        : one.isReached()
            ? Stage.caution(direction, name, why, evidence)
            : Stage.unknown(direction, name, why.text(), evidence);
  }

  private static @Nullable Cause lost(Measured one) {
    Measured.Lost lost = one.lost();
    return lost == null
        ? null
        : new Cause(
            "pings-lost",
            lost(lost),
            "Ask again. If it stays so, look for packets that are lost: the counters of the interfaces"
                + " of both nodes, and the network between them.");
  }

  private static String lost(Measured.Lost lost) {
    return lost.lost() + " of " + lost.sent() + " pings have no answer";
  }

  private static Cause between(Cause cause, Live.Way way) {
    return new Cause(cause.code(), way.between() + ": " + cause.text(), cause.toDo());
  }

  private static String words(Measured one) {
    Long median = one.medianMicros();
    Integer octets = one.mtu();
    String source = one.source();
    if (one.isReached() && median != null) {
      Measured.Lost lost = one.lost();
      String answered = String.format(Locale.ROOT, "answered in %.2f ms", median / 1_000.0);
      return lost == null ? "pings are " + answered : lost(lost) + ", the others are " + answered;
    }
    if (octets != null) {
      return "packets of " + octets + " octets pass";
    }
    if (source != null) {
      return "the target sees " + source;
    }
    return one.kind() + " " + one.state().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
