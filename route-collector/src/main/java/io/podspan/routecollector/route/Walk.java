package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Expectation.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of a route into the router's table of a node, which lacks it: where it breaks.
 *
 * <ol>
 *   <li>the node that the route leads to: its router, its session with the reflector, what it
 *       announced, what the reflector took of it ({@link OriginCheck})
 *   <li>the session of this node with the reflector, and the interface that it needs
 *   <li>another path that the router prefers
 *   <li>what lies between the reflector, which holds the route, and the router's table
 * </ol>
 *
 * <p>A stage that could not be found out is no break: a later one that is broken goes before it.
 */
final class Walk {
  private final Expectation expectation;
  private final NodeTables tables;
  private final Set<RouteEntry> best;
  private final Elsewhere elsewhere;
  private final NodeStatus before;
  private final SessionCheck sessions;
  private final List<String> established;

  Walk(
      Expectation expectation,
      NodeTables tables,
      Set<RouteEntry> best,
      Elsewhere elsewhere,
      NodeStatus before) {
    this.expectation = expectation;
    this.tables = tables;
    this.best = best;
    this.elsewhere = elsewhere;
    this.before = before;
    this.sessions = new SessionCheck(tables);
    this.established = sessions.established(expectation.reflectors());
  }

  /** What a stage of the way is. */
  private sealed interface Stage {
    record Passed() implements Stage {}

    record Broken(RouteReason reason) implements Stage {}

    /** Nobody knows, for this reason. */
    record NotKnown(RouteReason reason) implements Stage {}

    static Stage broken(Optional<RouteReason> reason) {
      return reason.<Stage>map(Broken::new).orElseGet(Passed::new);
    }

    default Optional<RouteReason> whatBroke() {
      return this instanceof Broken(var reason) ? Optional.of(reason) : Optional.empty();
    }

    default Optional<RouteReason> whatIsNotKnown() {
      return this instanceof NotKnown(var reason) ? Optional.of(reason) : Optional.empty();
    }
  }

  /** In order; what is not known only where nothing is broken. Empty when the next look tells. */
  List<RouteReason> breaks(RouteEntry route) {
    List<Stage> stages = List.of(origin(route), ownSession(), Stage.broken(otherPath(route)));
    List<RouteReason> broken = all(stages, Stage::whatBroke);
    if (!broken.isEmpty()) {
      return broken;
    }
    List<RouteReason> notKnown = all(stages, Stage::whatIsNotKnown);
    return notKnown.isEmpty() ? fromTheReflector(route).stream().toList() : notKnown;
  }

  private static List<RouteReason> all(
      List<Stage> stages, Function<Stage, Optional<RouteReason>> what) {
    return stages.stream().flatMap(stage -> what.apply(stage).stream()).toList();
  }

  private Stage origin(RouteEntry route) {
    Origin origin = expectation.origins().get(route.nextHop());
    if (origin == null) {
      return new Stage.Passed();
    }
    Predicate<String> reflectors = established.isEmpty() ? _ -> true : established::contains;
    Optional<OriginReason> found = new OriginCheck(route, origin, elsewhere).firstBreak(reflectors);
    return found
        .<Stage>map(
            reason ->
                reason instanceof OriginReason.NotTold
                    ? new Stage.NotKnown(reason)
                    : new Stage.Broken(reason))
        .orElseGet(Stage.Passed::new);
  }

  private Stage ownSession() {
    if (!established.isEmpty()) {
      return new Stage.Passed();
    }
    @Nullable String gap = tables.sessions().gap();
    return gap == null
        ? new Stage.Broken(sessions.firstBreak(expectation.reflectors()))
        : new Stage.NotKnown(new RouteReason.SessionsUnread(gap));
  }

  private Optional<RouteReason> otherPath(RouteEntry route) {
    List<String> others =
        best.stream()
            .filter(r -> r.prefix().equals(route.prefix()))
            .map(RouteEntry::nextHop)
            .sorted()
            .distinct()
            .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(new RouteReason.OtherNextHop(others));
  }

  /**
   * The reflector's word may be older than the break. So it is blamed only when the route is
   * missing still after the node that it leads to was looked at again, and its router ran and had
   * its session.
   */
  private Optional<RouteReason> fromTheReflector(RouteEntry route) {
    Origin origin = expectation.origins().get(route.nextHop());
    RouteReason notReceived = notReceived(route, origin);
    if (origin == null || wasSaidOf(route, notReceived)) {
      return Optional.of(notReceived);
    }
    RouterLook look = elsewhere.look(origin).orElse(null);
    if (look == null) {
      return unread(origin, "nobody has looked at it yet");
    }
    return switch (look.state()) {
      case RUNS ->
          lookedSince(route, look.at())
              ? Optional.of(withoutSession(origin, look).orElse(notReceived))
              : Optional.empty();
      // A session has begun since: the next look tells how the router is now.
      case DOWN -> Optional.empty();
      case SILENT, UNREAD -> unread(origin, look.why());
    };
  }

  private Optional<RouteReason> withoutSession(Origin origin, RouterLook look) {
    return established.stream()
        .filter(origin.reflectors()::containsKey)
        .findFirst()
        .flatMap(
            reflector ->
                look.withoutSession(established)
                    .map(
                        there ->
                            new OriginReason.NoSession(
                                origin.reflectors().getOrDefault(reflector, reflector),
                                origin.cluster(),
                                origin.node(),
                                null,
                                null,
                                there)));
  }

  /** What the reflector says of this node decides between it and the router. */
  private RouteReason notReceived(RouteEntry route, @Nullable Origin origin) {
    List<String> reflectors =
        origin == null
            ? List.of()
            : established.stream()
                .map(origin.reflectors()::get)
                .filter(Objects::nonNull)
                .filter(reflector -> holds(reflector, route))
                .toList();
    return reflectors.stream()
        .filter(r -> word(r).filter(word -> word.sends(route.prefix())).isPresent())
        .findFirst()
        .<RouteReason>map(RouteReason.RefusedByImportPolicy::new)
        .or(() -> reflectors.stream().flatMap(r -> withheld(route, r).stream()).findFirst())
        .orElseGet(() -> new RouteReason.NotReceived(established));
  }

  private boolean holds(String reflector, RouteEntry route) {
    return elsewhere
        .heard()
        .of(reflector, route.nextHop())
        .map(PeerWord::announced)
        .flatMap(announced -> announced.holds(route.prefix()))
        .orElse(false);
  }

  private Optional<PeerWord> word(String reflector) {
    return elsewhere.word(reflector, before);
  }

  private Optional<RouteReason> withheld(RouteEntry route, String reflector) {
    return word(reflector)
        .map(PeerWord::sent)
        .flatMap(sent -> sent.keeps(route.prefix()))
        .map(why -> new RouteReason.WithheldByReflector(reflector, why));
  }

  private static Optional<RouteReason> unread(Origin origin, String why) {
    return Optional.of(new OriginReason.Unread(origin.cluster(), origin.node(), why));
  }

  private boolean wasSaidOf(RouteEntry route, RouteReason reason) {
    @Nullable Known known = before.known();
    return known != null
        && known.missing().stream()
            .anyMatch(m -> m.route().equals(route) && m.cause().equals(reason));
  }

  /** Whether the other node was looked at after this one was seen without the route. */
  private boolean lookedSince(RouteEntry route, Instant at) {
    return before.waitingSince(route).filter(at::isAfter).isPresent();
  }
}
