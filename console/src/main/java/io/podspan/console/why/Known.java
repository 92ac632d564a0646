package io.podspan.console.why;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.console.overview.Overview;
import io.podspan.console.overview.ReachabilityView;
import io.podspan.events.ProbeEvent.ProbeRound;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that is known of the way between two ends.
 *
 * @param now when it was asked
 * @param overview what the journal says of the present
 * @param forth the last round of pings from the cluster of {@code from} to that of {@code to}
 * @param back the same of the other way
 * @param live what the owners were asked for this question
 * @param missed reflectors that are known as a problem by themselves, and what is said of each
 */
public record Known(
    Instant now,
    Overview overview,
    Place from,
    Place to,
    Optional<ProbeRound> forth,
    Optional<ProbeRound> back,
    Answer<Live> live,
    Map<String, Cause> missed) {

  /** A reflector that is not there: it has stopped, stands still, or does not reach Kafka. */

  /** Why a router may have no session. */
  private static final Set<String> OF_SESSION =
      Set.of(
          "router-stopped",
          "router-crash-loop",
          "router-hangs",
          "session-key-wrong",
          "session-as-wrong",
          "session-blocked");

  /** Each is a command on a node. */
  private static final int MOST_SESSIONS = 2;

  /**
   * What the journal alone says.
   *
   * @throws UnknownEndException when an end is nowhere
   */
  public static Known of(Instant now, Overview overview, Projection projection, End from, End to) {
    Place source = Places.find(from, overview.clusters());
    Place target = Places.find(to, overview.clusters());
    return new Known(
        now,
        overview,
        source,
        target,
        round(projection, source, target),
        round(projection, target, source),
        Answer.unasked("only the journal was asked"),
        Map.of());
  }

  /**
   * The same where these reflectors are not there.
   *
   * @param causes what is said of each, by its name
   */
  public Known missing(Map<String, Cause> causes) {
    return new Known(now, overview, from, to, forth, back, live, Map.copyOf(causes));
  }

  /** The same with what the owners say. Where an end is, they know better than the journal. */
  public Known with(Live said) {
    Known placed = at(said.from(), said.to());
    return new Known(
        now, overview, placed.from, placed.to, forth, back, new Answer.Said<>(said, now), missed);
  }

  /** The same with the ends where the owner says that they are. */
  public Known at(Answer<Resolved> source, Answer<Resolved> target) {
    return new Known(now, overview, from.at(source), to.at(target), forth, back, live, missed);
  }

  /** Routes that lack and of which reflectors know more, some of them. */
  public List<RouteInDoubt> routesInDoubt() {
    return Stream.of(Direction.values())
        .flatMap(direction -> new RouteCheck(this, direction).inDoubt().stream())
        .distinct()
        .toList();
  }

  /** What reflectors say of this route to this node. */
  List<Live.Told> told(String cluster, String node, String prefix) {
    return live instanceof Answer.Said<Live>(Live said, var _)
        ? said.told().stream()
            .filter(one -> one.route().cluster().equals(cluster))
            .filter(one -> one.route().node().equals(node))
            .filter(one -> one.route().prefix().toString().equals(prefix))
            .toList()
        : List.of();
  }

  /**
   * The same, with why the owners were not asked.
   *
   * @param why a clause without a full stop
   */
  public Known unasked(String why) {
    return new Known(now, overview, from, to, forth, back, Answer.unasked(why), missed);
  }

  /** Whether both ends stand for clusters, whose pods ping each other anyway. */
  boolean isWide() {
    return from.isWide() && to.isWide();
  }

  /** Whether a ping between the ends takes the way of all packets between them. */
  boolean isSingle() {
    return from.isSingle() && to.isSingle();
  }

  /** What owners looked at on a node, for this question. */
  List<Checked> checksOf(String cluster, String node) {
    return live instanceof Answer.Said<Live>(Live said, var _)
        ? said.checks().stream()
            .filter(check -> check.cluster().equals(cluster) && check.node().equals(node))
            .toList()
        : List.of();
  }

  /** The sessions that are not well of the nodes that packets leave and come to, some of them. */
  public List<SilentSession> silentSessions() {
    SessionEnds ends = new SessionEnds(this);
    return Stream.of(from, to)
        .flatMap(place -> ends.silent(place).stream().limit(MOST_SESSIONS))
        .distinct()
        .toList();
  }

  /** What stops packets of a node to its reflectors, as it was looked at for this question. */
  List<LiveCheck.OnTheWay> towardsReflectors(String cluster, String node) {
    return live instanceof Answer.Said<Live>(Live said, var _)
        ? said.towards().stream()
            .filter(one -> one.session().cluster().equals(cluster))
            .filter(one -> one.session().node().equals(node))
            .flatMap(LiveCheck::onTheWay)
            .toList()
        : List.of();
  }

  /** What is wrong with the session of a node itself, as it was looked at for this question. */
  Optional<Checked.Finding> ofSession(String cluster, String node) {
    return live instanceof Answer.Said<Live>(Live said, var _)
        ? Stream.concat(checksOf(cluster, node).stream(), said.towards(cluster, node).stream())
            .flatMap(check -> check.findings().stream())
            .filter(finding -> OF_SESSION.contains(finding.cause().code()))
            .findFirst()
        : Optional.empty();
  }

  private static Optional<ProbeRound> round(Projection projection, Place from, Place to) {
    return projection
        .fact(Projection.PROBE_ROUNDS + from.cluster().name() + "/" + to.cluster().name())
        .map(Fact::event)
        .map(ProbeRound.class::cast);
  }

  Place source(Direction direction) {
    return switch (direction) {
      case FORTH -> from;
      case BACK -> to;
    };
  }

  Place target(Direction direction) {
    return switch (direction) {
      case FORTH -> to;
      case BACK -> from;
    };
  }

  Optional<ProbeRound> round(Direction direction) {
    return switch (direction) {
      case FORTH -> forth;
      case BACK -> back;
    };
  }

  /** Inside one cluster its own network leads from pod to pod. */
  boolean inOneCluster() {
    return from.cluster().name().equals(to.cluster().name());
  }

  Optional<ReachabilityView> reachability(Direction direction) {
    String source = source(direction).cluster().name();
    String target = target(direction).cluster().name();
    return overview.matrix().stream()
        .filter(cell -> cell.from().equals(source) && cell.to().equals(target))
        .findFirst();
  }
}
