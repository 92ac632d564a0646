package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.EngineCounter;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.EngineTotals;
import io.podspan.bgpreflector.speaker.Speaker;
import java.util.Collection;
import java.util.Map;

/** How things are, on one line. */
final class StatusLine {
  private StatusLine() {}

  static String of(Speaker speaker) {
    Map<SessionState, Integer> peers = speaker.peersByState();
    EngineTotals statistics = speaker.statistics();
    EngineStatistics.Sizes sizes = statistics.sizes();
    return ("status: %d of %d peers up, %d prefixes, %d attribute sets, %d update groups, %d peers behind,"
            + " %d updates received, %d routes rejected, %d connections refused, heap %d MB")
        .formatted(
            peers.getOrDefault(SessionState.ESTABLISHED, 0),
            peers.values().stream().mapToInt(Integer::intValue).sum(),
            sizes.destinations(),
            sizes.attributeSets(),
            sizes.groups(),
            sizes.outOfSync(),
            statistics.value(EngineCounter.UPDATES_RECEIVED),
            sum(statistics.rejections().values()),
            sum(speaker.refusals().values()),
            heapMegabytes());
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static long heapMegabytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
