package io.podspan.routecollector.route;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the last look at a node said of its router. It is what others need to know of the node that
 * their routes lead to.
 *
 * @param why what was seen, for people; empty when it runs
 * @param at when it was seen, or a moment before: a look takes its time, and what it saw first may
 *     have changed when it ends
 * @param sessions what was seen of its session with each reflector, by the reflector's address
 */
public record RouterLook(State state, String why, Instant at, Map<String, String> sessions) {

  /** What a router does, as far as is known. */
  public enum State {
    /** It answered. */
    RUNS,
    /** It answered nothing, and the kernel beside it did. */
    SILENT,
    /** Its pod or its container does not run. */
    DOWN,
    /** The node could not be read: nothing is known. */
    UNREAD
  }

  public RouterLook {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(at, "at");
    // An older version stored none.
    sessions = Map.copyOf(Objects.requireNonNullElse(sessions, Map.of()));
  }

  /** Nothing was seen of its sessions. */
  public RouterLook(State state, String why, Instant at) {
    this(state, why, at, Map.of());
  }

  /**
   * Why it has no session with any of these reflectors, empty when it has one, or nothing was seen
   * of them.
   */
  Optional<String> withoutSession(Collection<String> reflectors) {
    List<String> words =
        reflectors.stream().sorted().map(sessions::get).filter(Objects::nonNull).toList();
    return words.contains(SessionCheck.ESTABLISHED) ? Optional.empty() : words.stream().findFirst();
  }

  /** After a node could be read. */
  public static RouterLook of(NodeTables tables, Expectation expectation, Instant at) {
    String why = tables.sessions().gap();
    return tables.routerIsSilent()
        ? new RouterLook(State.SILENT, why == null ? "" : why, at)
        : new RouterLook(
            State.RUNS, "", at, new SessionCheck(tables).words(expectation.reflectors()));
  }
}
