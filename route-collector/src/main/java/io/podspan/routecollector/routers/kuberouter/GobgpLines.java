package io.podspan.routecollector.routers.kuberouter;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.feed.Step;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of {@code gobgp -j monitor}: lists of best paths, new or withdrawn, and peers with the
 * state of their session. A session counts when it comes up or ends; while it is tried again and
 * again nothing has changed.
 */
final class GobgpLines implements LineReader {
  private static final int MOST_PEERS = 1_000;

  /** Whether the session of each peer that was seen is Established, by its address. */
  private final Map<String, Boolean> sessions = new HashMap<>();

  @Override
  public Step read(String line) {
    try {
      Step whole = Step.BEAT;
      // Programs that print at the same time may share a line.
      for (JsonNode value : JsonOutput.values(line, "gobgp monitor")) {
        whole = both(whole, value.isArray() ? paths(value) : peer(value));
      }
      return whole;
    } catch (OutputFault e) {
      return notUnderstood();
    }
  }

  private static Step notUnderstood() {
    return new Step.Gap("gobgp monitor printed a line that is not understood");
  }

  private static Step both(Step one, Step other) {
    return switch (one) {
      case Step.Gap gap -> gap;
      case Step.Change change -> other instanceof Step.Gap ? other : change;
      case Step.Beat _ -> other;
    };
  }

  private static Step paths(JsonNode paths) {
    for (JsonNode path : paths) {
      if (!path.path("nlri").isContainerNode()) {
        return notUnderstood();
      }
    }
    return paths.isEmpty() ? Step.BEAT : new Step.Change("the router's table");
  }

  private Step peer(JsonNode peer) throws OutputFault {
    Answer<List<NodeSession>> read = GobgpOutput.sessions(peer.toString());
    List<NodeSession> one = read.value().orElse(List.of());
    if (read.gap() != null || one.size() != 1) {
      return notUnderstood();
    }
    NodeSession session = one.getFirst();
    if (sessions.size() >= MOST_PEERS) {
      sessions.clear();
    }
    Boolean before = sessions.put(session.peerAddress(), session.established());
    return before != null && before == session.established()
        ? Step.BEAT
        : new Step.Change("a session of the router");
  }
}
