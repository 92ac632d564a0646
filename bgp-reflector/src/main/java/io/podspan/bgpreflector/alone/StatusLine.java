package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.EngineCounter;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.speaker.PeerSnapshot;
import io.podspan.bgpreflector.speaker.Speaker;
import java.util.List;

/** How things are, on one line. */
final class StatusLine {
  private StatusLine() {}

  static String of(Speaker speaker) {
    List<PeerSnapshot> peers = speaker.peers();
    EngineStatistics statistics = speaker.statistics();
    EngineStatistics.Sizes sizes = statistics.sizes();
    long up = peers.stream().filter(peer -> peer.state() == SessionState.ESTABLISHED).count();
    long refused = speaker.refusals().values().stream().mapToLong(Long::longValue).sum();
    long rejected = statistics.rejections().values().stream().mapToLong(Long::longValue).sum();
    return ("status: %d of %d peers up, %d prefixes, %d attribute sets, %d update groups,"
            + " %d updates received, %d routes rejected, %d connections refused, heap %d MB")
        .formatted(
            up,
            peers.size(),
            sizes.destinations(),
            sizes.attributeSets(),
            sizes.groups(),
            statistics.value(EngineCounter.UPDATES_RECEIVED),
            rejected,
            refused,
            heapMegabytes());
  }

  private static long heapMegabytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
