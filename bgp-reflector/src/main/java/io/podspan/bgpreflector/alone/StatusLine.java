package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.EngineCounter;
import io.podspan.bgpreflector.reflect.EngineStatistics;
import io.podspan.bgpreflector.reflect.EngineTotals;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How things are, on one line. */
final class StatusLine {
  private StatusLine() {}

  static String of(Speaker speaker) {
    Map<SessionState, Integer> peers = speaker.peersByState();
    EngineTotals statistics = speaker.statistics();
    EngineStatistics.Sizes sizes = statistics.sizes();
    return ("status: %d of %d peers up, %d prefixes, %d attribute sets, %d update groups, %d peers behind,"
            + " %d updates received, %d routes rejected, %s, heap %d MB")
        .formatted(
            peers.getOrDefault(SessionState.ESTABLISHED, 0),
            peers.values().stream().mapToInt(Integer::intValue).sum(),
            sizes.destinations(),
            sizes.attributeSets(),
            sizes.groups(),
            sizes.outOfSync(),
            statistics.value(EngineCounter.UPDATES_RECEIVED),
            sum(statistics.rejections().values()),
            refusals(speaker.refusals()),
            heapMegabytes());
  }

  /** {@code 7 connections refused (unknown-peer 5, limit 2)}. */
  private static String refusals(Map<RefusalReason, Long> counts) {
    String reasons =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getKey().tag() + " " + count.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    long all = sum(counts.values());
    return all + " connections refused" + (all == 0 ? "" : reasons);
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static long heapMegabytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
