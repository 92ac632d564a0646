package io.podspan.bgpreflector.control;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.reflect.Withheld;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a peer is sent, as REST shows it. */
@Schema(name = "Sent", description = "What a peer is sent, and what is kept from it")
public record SentView(
    @Schema(examples = "192.0.2.11") String address,
    @Schema(description = "The cluster that it is a node of") String cluster,
    @Schema(description = "Its Kubernetes node name") String node,
    @Schema(description = "How many prefixes it is sent") int sent,
    @Schema(description = "Families of which it was told that it has everything, as ipv4-unicast")
        List<String> endOfRib,
    @Schema(description = "What it is not sent, by reason") List<Kept> withheld,
    @Schema(
            description =
                "The prefix that was asked for; null when none was, or none with a path contains"
                    + " it")
        @Nullable Route route) {
  public SentView {
    endOfRib = List.copyOf(endOfRib);
    withheld = List.copyOf(withheld);
  }

  /** Prefixes that are kept from the peer for one reason. */
  @Schema(name = "Withheld")
  public record Kept(
      @Schema(examples = "own-mesh") String why,
      @Schema(
              description = "The same for people",
              examples = "the routers of its own cluster tell each other their routes")
          String text,
      @Schema(description = "How many prefixes") int count,
      @Schema(description = "The first of them, at most 16") List<String> prefixes) {
    public Kept {
      prefixes = List.copyOf(prefixes);
    }

    private static Kept of(Withheld why, SentRoutes.Kept kept) {
      return new Kept(
          why.tag(),
          why.text(),
          kept.count(),
          kept.first().stream().map(Prefix::toString).toList());
    }
  }

  /** One prefix, and each path to it. */
  @Schema(name = "SentRoute")
  public record Route(
      @Schema(examples = "10.1.0.0/24") String prefix,
      @Schema(description = "Whether the peer is sent one of the paths") boolean sent,
      @Schema(description = "All that are known") List<Candidate> paths) {
    public Route {
      paths = List.copyOf(paths);
    }

    static Route of(SentRoute route) {
      List<Candidate> paths = route.paths().stream().map(Candidate::of).toList();
      return new Route(route.prefix().toString(), paths.stream().anyMatch(Candidate::sent), paths);
    }
  }

  /** One path, and why it is not sent. */
  @Schema(name = "SentPath")
  public record Candidate(
      @Schema(description = "The peer that announced it, or local", examples = "192.0.2.21")
          String peer,
      @Schema(description = "The cluster that it comes from, null when it starts here")
          @Nullable String cluster,
      @Schema(description = "Null when it starts here: our end of the session")
          @Nullable String nextHop,
      boolean sent,
      @Schema(description = "Null when it is sent", examples = "not-best") @Nullable String why,
      @Schema(
              description = "The same for people",
              examples = "another path to the prefix is better: shorter AS_PATH")
          @Nullable String text) {

    private static Candidate of(SentRoute.Candidate candidate) {
      boolean local = candidate.path().source().isLocal();
      Withheld why = candidate.withheld();
      return new Candidate(
          candidate.path().source().toString(),
          local ? null : candidate.path().source().peerGroup(),
          local ? null : candidate.path().attributes().nextHop().toString(),
          why == null,
          why == null ? null : why.tag(),
          why == null ? null : text(why, candidate));
    }

    private static String text(Withheld why, SentRoute.Candidate candidate) {
      return candidate.better() == null
          ? why.text()
          : why.text() + ": " + candidate.better().text();
    }
  }

  static SentView of(ToldPeer peer, SentRoutes routes, @Nullable SentRoute route) {
    return new SentView(
        peer.config().address().toString(),
        peer.config().peerGroup(),
        peer.config().label(),
        routes.sent(),
        peer.endOfRib().stream().map(AddressFamily::text).sorted().toList(),
        routes.withheld().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(held -> Kept.of(held.getKey(), held.getValue()))
            .toList(),
        route == null ? null : Route.of(route));
  }
}
