package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.session.PeerSession;
import org.jspecify.annotations.Nullable;

/**
 * Which peers are asked for.
 *
 * @param state only those in this state; null for all
 * @param peerGroup only those of this group; null for all
 * @param offset how many to skip, in the order of addresses
 * @param limit how many to return at most
 */
public record PeerQuery(
    @Nullable SessionState state, @Nullable String peerGroup, int offset, int limit) {
  public boolean matches(PeerSession session) {
    return (state == null || state == session.state())
        && (peerGroup == null || peerGroup.equals(session.config().peerGroup()));
  }
}
