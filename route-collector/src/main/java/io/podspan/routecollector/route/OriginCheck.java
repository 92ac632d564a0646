package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import io.podspan.events.reason.OriginReason;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Expectation.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a reflector has no route to pass on: the first break between it and the node that the route
 * leads to, in the order router, session, announcement, acceptance.
 */
final class OriginCheck {
  private final RouteEntry route;
  private final Origin origin;
  private final Elsewhere elsewhere;

  OriginCheck(RouteEntry route, Origin origin, Elsewhere elsewhere) {
    this.route = route;
    this.origin = origin;
    this.elsewhere = elsewhere;
  }

  /**
   * The break, empty when one of these reflectors says that it holds the route. With several
   * reflectors it is the one where the route got farthest.
   *
   * @param reflectors addresses of those that count
   */
  Optional<OriginReason> firstBreak(Predicate<String> reflectors) {
    return routerDown(reflectors).or(() -> beforeReflector(reflectors));
  }

  /**
   * What reflectors say may be older than the end of the router, but not a session that began after
   * it. And a router that only does not answer may do its work: where a reflector has a session
   * with it, it is not called down.
   */
  private Optional<OriginReason> routerDown(Predicate<String> reflectors) {
    return elsewhere
        .look(origin)
        .filter(
            look ->
                switch (look.state()) {
                  case DOWN -> !hasASession(reflectors, word -> beganAfter(word, look.at()));
                  case SILENT -> !hasASession(reflectors, _ -> true);
                  case RUNS, UNREAD -> false;
                })
        .map(look -> new OriginReason.RouterDown(origin.cluster(), origin.node(), look.why()));
  }

  private static boolean beganAfter(PeerWord word, Instant look) {
    return word.since() != null && word.since().isAfter(look);
  }

  private boolean hasASession(Predicate<String> reflectors, Predicate<PeerWord> which) {
    return origin.reflectors().entrySet().stream()
        .filter(reflector -> reflectors.test(reflector.getKey()))
        .flatMap(reflector -> elsewhere.heard().of(reflector.getValue(), route.nextHop()).stream())
        .filter(word -> Boolean.TRUE.equals(word.established()))
        .anyMatch(which);
  }

  private Optional<OriginReason> beforeReflector(Predicate<String> reflectors) {
    List<Optional<OriginReason>> found =
        origin.reflectors().entrySet().stream()
            .filter(reflector -> reflectors.test(reflector.getKey()))
            .sorted(Map.Entry.comparingByValue())
            .map(reflector -> at(reflector.getKey(), reflector.getValue()))
            .toList();
    return found.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : found.stream()
            .flatMap(Optional::stream)
            .max(Comparator.comparingInt(OriginCheck::progress));
  }

  private static int progress(OriginReason reason) {
    return switch (reason) {
      case OriginReason.NoSession _ -> 0;
      case OriginReason.NothingAnnounced _ -> 1;
      case OriginReason.NotAnnounced _ -> 2;
      case OriginReason.Withdrawn _ -> 3;
      case OriginReason.Rejected _ -> 4;
      case OriginReason.NotTold _ -> 5;
      // Neither is what a reflector says.
      case OriginReason.RouterDown _, OriginReason.Unread _ -> -1;
    };
  }

  private Optional<OriginReason> at(String address, String reflector) {
    PeerWord word = elsewhere.heard().of(reflector, route.nextHop()).orElse(null);
    if (word == null) {
      return Optional.of(notTold(reflector));
    }
    PeerWord.Announced announced = word.announced();
    if (announced != null && announced.holds(route.prefix()).orElse(false)) {
      return Optional.empty();
    }
    if (Boolean.FALSE.equals(word.established())) {
      return Optional.of(
          new OriginReason.NoSession(
              reflector,
              origin.cluster(),
              origin.node(),
              text(word.since()),
              word.why(),
              elsewhere.look(origin).map(look -> look.sessions().get(address)).orElse(null)));
    }
    PeerWord.Rejected rejected = word.rejected().get(route.prefix());
    if (rejected != null) {
      return Optional.of(
          new OriginReason.Rejected(
              reflector, origin.cluster(), origin.node(), rejected.why(), rejected.nextStep()));
    }
    return Optional.of(
        announced == null ? notTold(reflector) : announced(reflector, word, announced));
  }

  private OriginReason announced(String reflector, PeerWord word, PeerWord.Announced announced) {
    Instant withdrawn = announced.withdrawn().get(route.prefix());
    if (withdrawn != null) {
      return new OriginReason.Withdrawn(
          reflector,
          origin.cluster(),
          origin.node(),
          withdrawn.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (announced.total() == 0) {
      return new OriginReason.NothingAnnounced(
          reflector,
          origin.cluster(),
          origin.node(),
          text(word.since()),
          announced.endOfRib().contains(PeerWord.family(route.prefix())));
    }
    return announced.holds(route.prefix()).isEmpty()
        ? notTold(reflector)
        : new OriginReason.NotAnnounced(
            reflector,
            origin.cluster(),
            origin.node(),
            announced.prefixes().stream().limit(OriginReason.NotAnnounced.MOST).toList());
  }

  private OriginReason notTold(String reflector) {
    return new OriginReason.NotTold(reflector, origin.cluster(), origin.node());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
