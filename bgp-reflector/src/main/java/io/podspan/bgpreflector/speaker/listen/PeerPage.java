package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import java.util.List;

/**
 * An answer to a {@link PeerQuery}.
 *
 * @param total how many peers match, on all pages
 * @param peers those of this page
 */
public record PeerPage(int total, List<PeerSnapshot> peers) {
  public PeerPage {
    peers = List.copyOf(peers);
  }
}
