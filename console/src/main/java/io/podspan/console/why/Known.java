package io.podspan.console.why;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.console.overview.Overview;
import io.podspan.console.overview.ReachabilityView;
import io.podspan.events.ProbeEvent.ProbeRound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is known of the way between two ends.
 *
 * @param now when it was asked
 * @param overview what the journal says of the present
 * @param forth the last round of pings from the cluster of {@code from} to that of {@code to}
 * @param back the same of the other way
 * @param live what the owners were asked for this question
 */
public record Known(
    Instant now,
    Overview overview,
    Place from,
    Place to,
    Optional<ProbeRound> forth,
    Optional<ProbeRound> back,
    Answer<Live> live) {

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
        Answer.unasked("only the journal was asked"));
  }

  /** The same with what the owners say. Where an end is, they know better than the journal. */
  public Known with(Live said) {
    return new Known(
        now,
        overview,
        from.at(said.from()),
        to.at(said.to()),
        forth,
        back,
        new Answer.Said<>(said, now));
  }

  /**
   * The same, with why the owners were not asked.
   *
   * @param why a clause without a full stop
   */
  public Known unasked(String why) {
    return new Known(now, overview, from, to, forth, back, Answer.unasked(why));
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
