package io.podspan.console.why;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reflector says of one route on its way to one node.
 *
 * @param session whether it has a session with that node
 * @param stalled whether the node has ceased to answer in it
 * @param origin the node that should announce the route
 * @param handedOver whether the session has taken over all that the node is told; null when nobody
 *     knows
 * @param paths all that it has to this prefix
 */
public record Reflected(
    boolean session,
    boolean stalled,
    Origin origin,
    @Nullable Boolean handedOver,
    List<Path> paths) {
  public Reflected {
    paths = List.copyOf(paths);
  }

  /**
   * @param known whether the reflector has a peer of this address
   * @param session whether the reflector has one with it
   * @param announced whether a path of it is in the reflector's table
   * @param refused why its announcement was not taken, null when the reflector says of none
   * @param unsure why it may have announced the route, or be about to, where neither is known; null
   *     when it has not
   */
  public record Origin(
      boolean known,
      boolean session,
      boolean announced,
      @Nullable Refused refused,
      @Nullable String unsure) {}

  /**
   * @param toDo empty when there is nothing to do
   */
  public record Refused(String why, String toDo) {}

  /**
   * A path.
   *
   * @param peer who announced it
   * @param why why it is not sent, as {@code not-best}; empty when it is sent
   * @param text the same for people
   */
  public record Path(String peer, boolean sent, String why, String text) {}

  /** The one of this peer. */
  Optional<Path> of(String peer) {
    return paths.stream().filter(path -> path.peer().equals(peer)).findFirst();
  }
}
