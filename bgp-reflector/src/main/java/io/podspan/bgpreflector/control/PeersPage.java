package io.podspan.bgpreflector.control;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of peers, in the order of their addresses. */
@Schema(name = "PeersPage")
public record PeersPage(
    List<PeerView> items,
    @Schema(description = "How many match, on all pages") int total,
    int offset,
    int limit) {
  public PeersPage {
    items = List.copyOf(items);
  }
}
