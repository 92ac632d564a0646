package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node in one line.
 *
 * @param verdict complete: it has all expected routes; missing: it lacks some; unknown: not read
 *     yet, or not all of it
 * @param expected how many routes it should have to pods of other clusters
 * @param missing how many of them it lacks
 * @param sessionsEstablished how many of its sessions are Established
 * @param readAt when it was last read
 * @param unknown of how many of them could not be read whether it has them
 * @param gaps what the last look could not read, and why, a clause each
 * @param unreadable since when and why it cannot be read; what else is said here is from before
 * @param feed how this instance watches it; absent when another one does
 * @param source how its RIB is known: {@code stream} and {@code exec}, read on the node; {@code
 *     bmp}, told by its router; absent before it was read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeSummary(
    String cluster,
    String node,
    Verdict verdict,
    int expected,
    int missing,
    int unknown,
    int sessions,
    int sessionsEstablished,
    List<String> gaps,
    @Nullable Instant readAt,
    @Nullable Unreadable unreadable,
    @Nullable Feed feed,
    @Nullable String source) {

  /** In one word. */
  public enum Verdict {
    COMPLETE,
    MISSING,
    UNKNOWN
  }

  /** Why a node cannot be read, and since when. */
  public record Unreadable(Instant since, String why) {
    static @Nullable Unreadable of(NodeStatus status) {
      Instant since = status.unreadableSince();
      String why = status.unreadableWhy();
      return since == null ? null : new Unreadable(since, why == null ? "unknown" : why);
    }
  }

  /**
   * How a node is watched.
   *
   * @param state {@code following}: each change is heard of at once; {@code starting}; otherwise
   *     why it is read at intervals only
   * @param why the same for people, empty when it is followed
   */
  public record Feed(String state, String why) {
    static Feed of(FeedState state) {
      return switch (state) {
        case FeedState.Polled(FeedEnd because) -> new Feed(state.word(), because.text());
        case FeedState.Starting _, FeedState.Following _ -> new Feed(state.word(), "");
      };
    }
  }

  /**
   * @param tellsByBmp whether its router tells by BMP
   */
  static NodeSummary of(NodeStatus status, Optional<FeedState> feed, boolean tellsByBmp) {
    Known known = status.known();
    Feed watched = feed.map(Feed::of).orElse(null);
    return new NodeSummary(
        status.cluster(),
        status.node(),
        verdict(known),
        known == null ? 0 : known.expected().size(),
        status.missingRoutes(),
        known == null ? 0 : known.unknown().size(),
        known == null ? 0 : known.sessions().size(),
        known == null ? 0 : (int) known.sessions().stream().filter(s -> s.established()).count(),
        known == null ? List.of() : known.gaps().clauses(),
        status.readAt(),
        Unreadable.of(status),
        watched,
        source(status, watched, tellsByBmp));
  }

  private static @Nullable String source(
      NodeStatus status, @Nullable Feed watched, boolean tellsByBmp) {
    if (tellsByBmp && !NodeDetail.ribIsRead(status)) {
      return Provenance.BMP;
    }
    return status.readAt() == null ? null : Provenance.ofReading(watched);
  }

  private static Verdict verdict(@Nullable Known known) {
    if (known == null) {
      return Verdict.UNKNOWN;
    }
    if (!known.missing().isEmpty()) {
      return Verdict.MISSING;
    }
    return known.unknown().isEmpty() ? Verdict.COMPLETE : Verdict.UNKNOWN;
  }
}
