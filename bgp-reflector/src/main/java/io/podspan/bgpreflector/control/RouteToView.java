package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.podspan.events.reason.ReasonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One route on its way through the reflector to one peer, as REST shows it. */
@Schema(name = "RouteTo", description = "One route on its way through the reflector to one peer")
public record RouteToView(
    @Schema(description = "The peer that it is to come to", examples = "192.0.2.11") String address,
    @Schema(examples = "10.1.0.0/24") String prefix,
    @Schema(description = "Whether the peer has a session; without one it is sent nothing")
        boolean session,
    @Schema(description = "Whether the session goes on and the peer has ceased to answer")
        boolean stalled,
    @Schema(description = "The peer that should announce it, null when none was named")
        @Nullable Origin origin,
    @Schema(description = "Whether the peer is sent one of the paths") boolean sent,
    @Schema(
            description =
                "Whether the session has taken over all that the peer is told, for its connection;"
                    + " null without a session and where no path is known. What the router did with"
                    + " it only the router knows")
        @Nullable Boolean handedOver,
    @Schema(description = "Octets that the session has still to take over; null like handedOver")
        @Nullable Long waitingOctets,
    @Schema(description = "All paths to this very prefix, and why each is not sent")
        List<SentView.Candidate> paths) {
  public RouteToView {
    paths = List.copyOf(paths);
  }

  /** The peer that should announce the route. */
  @Schema(name = "RouteOrigin")
  public record Origin(
      @Schema(examples = "192.0.2.21") String address,
      @Schema(description = "Whether this is an address of a peer") boolean known,
      boolean session,
      @Schema(description = "Whether a path of it is in the table") boolean announced,
      @Schema(
              description =
                  "Why its announcement in this session was not taken, null when none was")
          @Nullable Refused refused,
      @Schema(
              description =
                  "Why it may have announced the route, or be about to, where neither is known;"
                      + " null when it has not",
              examples = "its session is 2 s old")
          @Nullable String unsure) {

    /** After so long in a session a router has announced what it has. */
    private static final Duration ANNOUNCING = Duration.ofSeconds(10);

    /**
     * @param peer empty when this is not an address of a peer
     */
    static Origin of(
        IpAddress address,
        Prefix prefix,
        Optional<PeerSnapshot> peer,
        HeardRoute heard,
        Instant now) {
      Optional<PeerSnapshot> up = peer.filter(known -> known.state() == SessionState.ESTABLISHED);
      HeardRoute.Refused refused = heard.taken() ? null : heard.refused();
      return new Origin(
          address.toString(),
          peer.isPresent(),
          up.isPresent(),
          heard.taken(),
          peer.isEmpty() || refused == null ? null : Refused.of(refused, peer.get().config()),
          heard.taken() || refused != null
              ? null
              : up.flatMap(known -> doubt(known, prefix, heard, now)).orElse(null));
    }

    private static Optional<String> doubt(
        PeerSnapshot peer, Prefix prefix, HeardRoute heard, Instant now) {
      if (!heard.whole()) {
        return Optional.of("more of what it announced was not taken than is remembered");
      }
      Duration age = Duration.between(peer.since(), now);
      boolean announcing =
          !peer.endOfRib().contains(AddressFamily.unicast(prefix.family()))
              && age.compareTo(ANNOUNCING) < 0;
      return announcing
          ? Optional.of("its session is %d s old".formatted(Math.max(0, age.toSeconds())))
          : Optional.empty();
    }
  }

  /** Why an announcement was not taken. */
  @Schema(name = "RouteRefused")
  public record Refused(
      @Schema(examples = "outside the pod CIDRs of paris") String why,
      @Schema(description = "What to do, empty when there is nothing to do") String toDo) {

    private static Refused of(HeardRoute.Refused refused, PeerConfig peer) {
      return switch (refused) {
        case HeardRoute.Rejected(var reason, var nextHop) -> {
          ReasonText text =
              ReasonText.of(SessionReasons.of(reason, peer.peerGroup(), nextHop.toString()));
          yield new Refused(text.seen(), text.toDo());
        }
        case HeardRoute.Malformed(String why) ->
            new Refused(
                "its UPDATE was treated as withdrawn: " + why,
                "The reflector's log has the whole message.");
      };
    }
  }

  /**
   * @param route what is known of this very prefix, empty when nothing is, or there is no session
   */
  static RouteToView of(
      IpAddress address,
      Prefix prefix,
      boolean session,
      boolean stalled,
      @Nullable Origin origin,
      Optional<SentRoute> route) {
    List<SentView.Candidate> paths =
        route.map(SentView.Route::of).map(SentView.Route::paths).orElse(List.of());
    return new RouteToView(
        address.toString(),
        prefix.toString(),
        session,
        stalled,
        origin,
        paths.stream().anyMatch(SentView.Candidate::sent),
        route.map(found -> found.waiting().isNone()).orElse(null),
        route.map(found -> found.waiting().octets()).orElse(null),
        paths);
  }
}
