package io.podspan.bgpreflector.control;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.Decision;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Reason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One way to a prefix as REST shows it. */
@Schema(name = "Path")
public record PathView(
    @Schema(description = "Whether it is the one that is passed on") boolean best,
    @Schema(
            description = "Why: what the best path won by, or what a better one has",
            examples = "shorter AS_PATH")
        String why,
    @Schema(description = "The peer that announced it, or local", examples = "192.0.2.11")
        String peer,
    @Schema(description = "The cluster that it comes from, null when it starts here")
        @Nullable String cluster,
    @Schema(description = "Null when it starts here: each session's local address")
        @Nullable String nextHop,
    @Schema(description = "As operators write it", examples = "64513 64514") String asPath,
    @Schema(description = "IGP, EGP or INCOMPLETE") String origin,
    long localPref,
    long med,
    @Schema(description = "BGP identifier of the router that brought it into the AS")
        String originator,
    @Schema(description = "How many reflectors it has passed") int clusterListLength) {

  private static final String[] ORIGINS = {"IGP", "EGP", "INCOMPLETE"};

  static PathView best(Path path, Reason reason) {
    return of(path, true, reason.text());
  }

  static PathView lost(Decision.Lost lost) {
    return of(lost.path(), false, lost.reason().text());
  }

  private static PathView of(Path path, boolean best, String why) {
    PathAttributes attributes = path.attributes();
    boolean local = path.source().isLocal();
    return new PathView(
        best,
        why,
        path.source().toString(),
        local ? null : path.source().peerGroup(),
        local ? null : attributes.nextHop().toString(),
        attributes.asPath(),
        ORIGINS[attributes.origin()],
        attributes.localPref(),
        attributes.med(),
        Ipv4Address.format(path.originator()),
        attributes.clusterListLength());
  }
}
