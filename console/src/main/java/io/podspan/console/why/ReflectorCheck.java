package io.podspan.console.why;

import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reflectors did with a route that a node lacks, as they say it themselves: not announced to
 * them, not taken, not sent, on its way, or sent. They are asked now, and the node was looked at
 * before: so what was sent may have come since, and only who looks at the node again can say that
 * it was not taken. Of several reflectors the one counts with which the route got farthest. One
 * that could not be asked says nothing.
 */
final class ReflectorCheck {
  private static final String REFLECTOR = "bgp-reflector";

  private ReflectorCheck() {}

  /** How far a route got. In order. */
  private enum Progress {
    NO_ORIGIN_SESSION,
    NOT_ANNOUNCED,
    REFUSED,
    NO_SESSION,
    KEPT,
    ON_ITS_WAY,
    SENT
  }

  private record Found(Progress progress, Cause cause) {}

  /** Whether it is a reflector who knows where such a route ended. */
  static boolean knowsMoreThan(@Nullable RouteReason reason) {
    return switch (reason) {
      case RouteReason.NotReceived _,
          RouteReason.WithheldByReflector _,
          RouteReason.RefusedByImportPolicy _,
          OriginReason.NothingAnnounced _,
          OriginReason.NotAnnounced _,
          OriginReason.Withdrawn _,
          OriginReason.Rejected _,
          OriginReason.NotTold _,
          OriginReason.Unread _ ->
          true;
      case null, default -> false;
    };
  }

  /**
   * Where the route ended; empty when no reflector could be asked, or says no more than is known.
   *
   * @param known what the journal says of the route
   */
  static Optional<Cause> cause(RouteReason known, List<Live.Told> told) {
    return told.stream()
        .flatMap(one -> found(one).stream())
        .max(Comparator.comparing(Found::progress))
        .filter(found -> saysMore(found, known))
        .map(Found::cause);
  }

  private static boolean saysMore(Found found, RouteReason known) {
    boolean asExact =
        switch (found.progress()) {
          // That nothing at all was announced, until when it was, or why it was not taken, is more.
          case NOT_ANNOUNCED ->
              known instanceof OriginReason.NothingAnnounced
                  || known instanceof OriginReason.Withdrawn
                  || known instanceof OriginReason.Rejected;
          // Whoever has looked at the node after it was sent knows what became of it.
          case SENT -> known instanceof RouteReason.RefusedByImportPolicy;
          case NO_ORIGIN_SESSION, REFUSED, NO_SESSION, KEPT, ON_ITS_WAY -> false;
        };
    return !asExact && !found.cause().code().equals(known.code());
  }

  /** What each of them said, and whom nobody could ask. */
  static List<Evidence> evidence(List<Live.Told> told) {
    return told.stream().map(ReflectorCheck::evidence).toList();
  }

  private static Evidence evidence(Live.Told told) {
    RouteInDoubt route = told.route();
    String asked =
        "reflector %s, asked about %s for %s"
            .formatted(route.reflector(), route.prefix(), route.node());
    return switch (told.said()) {
      case Answer.Said(Reflected said, Instant at) ->
          Evidence.live(
              asked
                  + ": "
                  + found(route, said)
                      .map(found -> found.cause().text())
                      .orElseGet(() -> undecided(route, said)),
              REFLECTOR,
              at);
      case Answer.None(String what, String _) ->
          Evidence.live(asked + ": " + what, REFLECTOR, null);
      case Answer.Silent(String why) ->
          Evidence.live(asked + ": could not find out, " + why, REFLECTOR, null);
    };
  }

  private static Optional<Found> found(Live.Told told) {
    return told.said() instanceof Answer.Said<Reflected>(Reflected said, var _)
        ? found(told.route(), said)
        : Optional.empty();
  }

  /** Why its answer is no cause. */
  private static String undecided(RouteInDoubt route, Reflected said) {
    Reflected.Origin origin = said.origin();
    if (origin.announced()) {
      return "it has the route, and not all of its answer could be read";
    }
    return origin.known()
        ? "it has no route from %s and cannot say that none was announced: %s"
            .formatted(route.origin(), origin.unsure())
        : "no peer of it has the address %s, where the route leads to".formatted(route.origin());
  }

  private static Optional<Found> found(RouteInDoubt route, Reflected said) {
    if (!said.origin().announced()) {
      return notHeld(route, said.origin());
    }
    return said.session()
        ? said.of(route.origin().toString())
            .map(path -> path.sent() ? sent(route, said) : kept(route, path))
        : Optional.of(withoutSession(route));
  }

  private static Found withoutSession(RouteInDoubt route) {
    return new Found(
        Progress.NO_SESSION,
        new Cause(
            "reflector-session-down",
            "the reflector %s has the route and no session with %s"
                .formatted(route.reflector(), route.node()),
            "See why: podspan sessions."));
  }

  /** Empty where it does not know the node, or cannot say what the node announced. */
  private static Optional<Found> notHeld(RouteInDoubt route, Reflected.Origin origin) {
    Reflected.Refused refused = origin.refused();
    if (!origin.known()) {
      return Optional.empty();
    }
    if (refused != null) {
      return Optional.of(
          new Found(
              Progress.REFUSED,
              new Cause(
                  "rejected-by-reflector",
                  "the reflector %s did not take the route from %s: %s"
                      .formatted(route.reflector(), route.origin(), refused.why()),
                  refused.toDo())));
    }
    return origin.session() && origin.unsure() != null
        ? Optional.empty()
        : Optional.of(notAnnounced(route, origin));
  }

  private static Found notAnnounced(RouteInDoubt route, Reflected.Origin origin) {
    return origin.session()
        ? new Found(
            Progress.NOT_ANNOUNCED,
            new Cause(
                "not-announced",
                "%s, where the route leads to, has a session with the reflector %s and has not"
                        .formatted(route.origin(), route.reflector())
                    + " announced it",
                "Look at what the router of that node announces, and why not this prefix."))
        : new Found(
            Progress.NO_ORIGIN_SESSION,
            new Cause(
                "origin-without-session",
                "%s, where the route leads to, has no session with the reflector %s"
                    .formatted(route.origin(), route.reflector()),
                "See why: podspan sessions."));
  }

  private static Found sent(RouteInDoubt route, Reflected said) {
    if (said.stalled()) {
      return new Found(
          Progress.ON_ITS_WAY,
          new Cause(
              "session-stalled",
              "the reflector %s sends the route, and %s has ceased to answer in its session"
                  .formatted(route.reflector(), route.node()),
              "Look at what lies between the reflector and the node: a packet filter on the port of"
                  + " BGP, a route, the node itself."));
    }
    return Boolean.TRUE.equals(said.handedOver())
        ? new Found(
            Progress.SENT,
            new Cause(
                "sent-since-last-look",
                "the reflector %s has sent the route to %s, and it is not known yet whether the"
                        .formatted(route.reflector(), route.node())
                    + " router there has taken it since",
                "Ask again: the next look at this node tells. If it stays so, look at the import"
                    + " policy of the router on it, and at its log."))
        : new Found(
            Progress.ON_ITS_WAY,
            new Cause(
                "not-sent-yet",
                "the reflector %s is about to send the route to %s, whose session has not taken"
                        .formatted(route.reflector(), route.node())
                    + " over all before it",
                "Ask again. If it stays so, the node reads too slowly: look at its router."));
  }

  private static Found kept(RouteInDoubt route, Reflected.Path path) {
    return new Found(
        Progress.KEPT,
        new Cause(
            "withheld-by-reflector",
            "the reflector %s has the route and does not send it to %s: %s"
                .formatted(
                    route.reflector(),
                    route.node(),
                    path.text().isEmpty() ? path.why() : path.text()),
            toDo(path.why())));
  }

  private static String toDo(String why) {
    return switch (why) {
      case "family-not-negotiated" ->
          "Turn the address family on in the session of the router on this node.";
      case "other-domain" ->
          "See which clusters the interconnect joins (podspan interconnects), and whether the"
              + " reflector has taken it over (podspan status).";
      case "own-mesh" -> "Look at the session between the routers of the two nodes.";
      case "not-best" -> "Find out who else announces the prefix: podspan routes PREFIX.";
      case "no-advertise", "no-export" -> "Take the community off where the route is announced.";
      case "own-route", "own-next-hop" ->
          "Two nodes announce one prefix or have one address: give each its own.";
      default -> "docs/reflector.md says what this rule is for.";
    };
  }
}
